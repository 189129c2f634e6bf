import { extractWWWAuthenticateParams } from '@modelcontextprotocol/sdk/client/auth.js';
import type { Fetch } from '../http-fetch.ts';
import type { Authorizer, Challenge } from './authorizer.ts';

/**
 * One for the first token and one for a token with more scopes. A server that still rejects would cause an endless
 * loop.
 */
const MAX_AUTHORIZATIONS = 2;

/**
 * Adds the token to each request. If the server requires a token, obtains one and resends the request. It works below
 * the SDK's transports, so it covers all of them and the streams they open.
 *
 * @param pause pauses request timeouts while a user may be asked
 */
export function authorized(fetch: Fetch, authorizer: Authorizer, pause: () => () => void): Fetch {
  const paused = async <T>(action: () => Promise<T>): Promise<T> => {
    const resume = pause();
    try {
      return await action();
    } finally {
      resume();
    }
  };
  return async (url, init = {}) => {
    let header = await paused(() => authorizer.header(fetch));
    for (let round = 0; ; round += 1) {
      const headers = new Headers(init.headers);
      if (header !== undefined) headers.set('authorization', header);
      const response = await fetch(url, { ...init, headers });
      const challenge = challengeIn(response);
      if (challenge === undefined || round === MAX_AUTHORIZATIONS) return response;
      await response.body?.cancel();
      const used = header;
      header = await paused(async () => {
        await authorizer.authorize(challenge, used, fetch);
        return authorizer.header(fetch);
      });
    }
  };
}

function challengeIn(response: Response): Challenge | undefined {
  if (response.status !== 401 && response.status !== 403) return undefined;
  const { resourceMetadataUrl, scope, error } = extractWWWAuthenticateParams(response);
  const insufficient = response.status === 403;
  // A 403 means that the token is valid; only with this error could a token with more scopes help.
  if (insufficient && error !== 'insufficient_scope') return undefined;
  return { resourceMetadataUrl, scope, insufficient };
}
