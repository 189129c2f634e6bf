import { extractWWWAuthenticateParams } from '@modelcontextprotocol/sdk/client/auth.js';
import type { Fetch } from '../http-fetch.ts';
import type { Authorizer, Challenge } from './authorizer.ts';

/** A token, and a better one. Who still refuses then would go on for ever. */
const MAX_AUTHORIZATIONS = 2;

/**
 * Adds the token to each request, gets one where the server wants it, and makes the request again. It stands
 * below the SDK's transports, so that all of them, and the streams that they open, are the same.
 *
 * @param pause has the time of requests stand still, while a person may be asked
 */
export function authorized(fetch: Fetch, authorizer: Authorizer, pause: () => () => void): Fetch {
  const paused = async <T>(action: () => Promise<T>): Promise<T> => {
    const go = pause();
    try {
      return await action();
    } finally {
      go();
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
  // 403 says that the token is good; only with this word could another be better.
  if (insufficient && error !== 'insufficient_scope') return undefined;
  return { resourceMetadataUrl, scope, insufficient };
}
