import { AuthorizationError } from '@mcp-agent/core/errors';
import { extractWWWAuthenticateParams } from '@modelcontextprotocol/client';
import { waitFor } from '../../wait.ts';
import type { Fetch } from '../http-fetch.ts';
import type { Challenge } from './authorization-run.ts';
import type { Authorizer } from './authorizer.ts';

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
  const obtain = async (
    challenge: Challenge,
    used: string | undefined,
    signal: AbortSignal,
  ): Promise<void> => {
    const resume = pause();
    try {
      await authorizer.authorize(challenge, used, signal);
    } finally {
      resume();
    }
  };
  return async (url, init = {}) => {
    const signal = init.signal ?? new AbortController().signal;
    let { header, refresh } = await waitFor(authorizer.current(), signal);
    if (refresh !== undefined) {
      await obtain({ anew: false }, header, signal).catch((error: unknown) => {
        // The token is valid for a while, in which the authorization server may be back.
        if (refresh === 'expired' || !isTemporary(error)) throw error;
      });
      ({ header } = await waitFor(authorizer.current(), signal));
    }
    for (let round = 0; ; round += 1) {
      const headers = new Headers(init.headers);
      if (header !== undefined) headers.set('authorization', header);
      const response = await fetch(url, { ...init, headers });
      const challenge = challengeIn(response, round);
      if (challenge === undefined || round === MAX_AUTHORIZATIONS) return response;
      await response.body?.cancel();
      await obtain(challenge, header, signal);
      ({ header } = await waitFor(authorizer.current(), signal));
    }
  };
}

function isTemporary(error: unknown): boolean {
  return AuthorizationError.isInstance(error) && error.nonRetryable !== true;
}

function challengeIn(response: Response, round: number): Challenge | undefined {
  if (response.status !== 401 && response.status !== 403) return undefined;
  const { resourceMetadataUrl, scope, error } = extractWWWAuthenticateParams(withBearerOnly(response));
  const insufficient = response.status === 403;
  // A 403 means that the token is valid; only with this error could a token with more scopes help.
  if (insufficient && error !== 'insufficient_scope') return undefined;
  // A refresh cannot add scopes, and does not help against a token that was just refreshed.
  return { resourceMetadataUrl, scope, anew: insufficient || round > 0 };
}

/** A server may offer other schemes in the same header (RFC 9110, 11.6.1): the SDK reads the first challenge only. */
function withBearerOnly({ headers }: Response): Response {
  const [, challenge = ''] =
    /(?:^|,)\s*(Bearer(?:\s.*)?)$/is.exec(headers.get('www-authenticate') ?? '') ?? [];
  return new Response(null, { headers: { 'www-authenticate': challenge } });
}
