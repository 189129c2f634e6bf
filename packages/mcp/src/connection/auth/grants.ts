import { AuthorizationError } from '@mcp-agent/core/errors';
import type { OAuthClientSettings } from '../../auth/settings.ts';
import type { Fetch } from '../http-fetch.ts';
import type { Attempt } from './provider.ts';

/** Returns how to request a token without a browser; `undefined` if a user is needed. */
export function grantOf(
  server: string,
  oauth: OAuthClientSettings,
  serverUrl: URL,
  fetch: Fetch,
): ((attempt: Attempt) => Promise<URLSearchParams>) | undefined {
  const { identityProvider } = oauth;
  if (identityProvider !== undefined) {
    return async ({ discovered, scope }) => {
      const resource = discovered.resourceMetadata?.resource ?? serverUrl.href;
      const audience = discovered.authorizationServerMetadata?.issuer ?? discovered.authorizationServerUrl;
      const assertion = await exchange(server, identityProvider, { audience, resource, scope }, fetch);
      return form({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion, scope });
    };
  }
  if (oauth.grantType !== 'client_credentials') return undefined;
  return async ({ scope }) => form({ grant_type: 'client_credentials', scope });
}

/** Obtains an identity assertion from the identity provider, by token exchange (RFC 8693, SEP-990). */
async function exchange(
  server: string,
  provider: NonNullable<OAuthClientSettings['identityProvider']>,
  target: { audience: string; resource: string; scope: string | undefined },
  fetch: Fetch,
): Promise<string> {
  const { tokenEndpoint, clientId, clientSecret, idToken } = provider;
  const response = await fetch(tokenEndpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: form({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      requested_token_type: 'urn:ietf:params:oauth:token-type:id-jag',
      subject_token: idToken,
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      ...target,
      client_id: clientId,
      client_secret: clientSecret,
    }),
  });
  const answer: unknown = await response.json().catch(() => undefined);
  const has = typeof answer === 'object' && answer !== null;
  if (response.ok && has && 'access_token' in answer && typeof answer.access_token === 'string') {
    return answer.access_token;
  }
  const code = has && 'error' in answer ? `: ${String(answer.error)}` : '';
  throw new AuthorizationError(
    `The identity provider at ${tokenEndpoint} rejected access to MCP server "${server}" ` +
      `(HTTP ${response.status}${code}). Check mcp.servers.${server}.auth.oauth.identityProvider: ` +
      'its idToken may have expired.',
    { server, nonRetryable: response.status < 500 },
  );
}

function form(fields: Readonly<Record<string, string | undefined>>): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) params.set(name, value);
  return params;
}
