import { randomUUID } from 'node:crypto';
import { startAuthorization } from '@modelcontextprotocol/client';
import type { OAuthHost } from '../../auth/resolve.ts';
import type { OAuthClientSettings } from '../../auth/settings.ts';
import { zoneOfHost } from './addresses.ts';
import { askHuman } from './ask-human.ts';
import type { ClientIdentity } from './client-identity.ts';
import type { Discovered } from './discovery.ts';
import { OAuthFailure } from './oauth-failure.ts';

interface CodeGrantOptions {
  readonly server: string;
  readonly host: OAuthHost;
  readonly oauth: OAuthClientSettings;
  readonly discovered: Discovered;
  readonly client: ClientIdentity;
  readonly scope: string | undefined;
  readonly redirectUrl: string;
  /** Why a user is needed although there was a token. */
  readonly reason: string | undefined;
  readonly signal: AbortSignal;
}

/** Asks the user for consent, and returns the parameters of the token request. */
export async function codeGrant(options: CodeGrantOptions): Promise<Readonly<Record<string, string>>> {
  const { server, host, oauth, discovered, client, scope, redirectUrl, reason, signal } = options;
  const { issuer, metadata, resource } = discovered;
  if (metadata !== undefined && metadata.code_challenge_methods_supported?.includes('S256') !== true) {
    throw new OAuthFailure(
      `the authorization server ${issuer} does not announce PKCE with S256 (code_challenge_methods_supported), ` +
        'without which MCP allows no authorization.',
    );
  }
  if (new URL(redirectUrl).protocol !== 'https:' && zoneOfHost(new URL(redirectUrl)) !== 'loopback') {
    throw new OAuthFailure(
      `the redirect URL ${redirectUrl} is neither https nor on this machine. Change it.`,
    );
  }
  const state = randomUUID();
  const { authorizationUrl: url, codeVerifier } = await startAuthorization(issuer, {
    ...(metadata !== undefined && { metadata }),
    clientInformation: { client_id: client.clientId },
    redirectUrl,
    state,
    ...(scope !== undefined && { scope }),
    ...(oauth.includeResourceParameter !== false && { resource: oauth.resource ?? resource }),
  });
  for (const [name, value] of Object.entries(oauth.extraAuthorizeParams ?? {}))
    url.searchParams.set(name, value);
  const code = await askHuman(server, host, {
    url,
    state,
    redirectUrl,
    // Without metadata there is no validated issuer to compare with.
    issuer: metadata?.issuer,
    sendsIssuer: metadata?.authorization_response_iss_parameter_supported === true,
    reason,
    signal,
  });
  return { grant_type: 'authorization_code', code, code_verifier: codeVerifier, redirect_uri: redirectUrl };
}
