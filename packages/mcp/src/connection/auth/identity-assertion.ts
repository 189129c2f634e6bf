import { AuthorizationError } from '@mcp-agent/core/errors';
import type { OAuthClientSettings } from '../../auth/settings.ts';
import type { GuardedHttp } from './guarded-http.ts';
import { describeError, parse } from './oauth-failure.ts';

interface Target {
  /** Issuer of the MCP server's authorization server: the only one that may use the assertion. */
  readonly audience: string;
  readonly resource: string;
  readonly scope: string | undefined;
}

/**
 * Obtains an identity assertion from the enterprise's identity provider, by token exchange (RFC 8693, SEP-990).
 *
 * @throws {@link AuthorizationError}
 */
export async function identityAssertion(
  server: string,
  provider: NonNullable<OAuthClientSettings['identityProvider']>,
  { audience, resource, scope }: Target,
  http: GuardedHttp,
): Promise<string> {
  const { tokenEndpoint, clientId, clientSecret, idToken } = provider;
  const body = new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    requested_token_type: 'urn:ietf:params:oauth:token-type:id-jag',
    subject_token: idToken,
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    audience,
    resource,
    ...(scope !== undefined && { scope }),
    client_id: clientId,
    ...(clientSecret !== undefined && { client_secret: clientSecret }),
  });
  const response = await http.fetch(tokenEndpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body,
  });
  const answer = parse(await response.text());
  const { access_token: assertion } = answer;
  if (response.ok && typeof assertion === 'string') return assertion;
  const { text } = describeError(answer);
  throw new AuthorizationError(
    `The identity provider at ${tokenEndpoint} rejected access to MCP server "${server}" ` +
      `(HTTP ${response.status}${text === '' ? '' : `: ${text}`}). ` +
      `Check mcp.servers.${server}.auth.oauth.identityProvider: its idToken may have expired.`,
    { server, nonRetryable: response.status < 500 },
  );
}
