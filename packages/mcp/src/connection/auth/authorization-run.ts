import type { JsonObject } from '@mcp-agent/core';
import { AuthorizationError } from '@mcp-agent/core/errors';
import { computeScopeUnion } from '@modelcontextprotocol/client';
import type { OAuthHost } from '../../auth/resolve.ts';
import type { OAuthClientSettings } from '../../auth/settings.ts';
import type { StoredAuthorization } from '../../auth/token-store.ts';
import { type ClientIdentity, identify } from './client-identity.ts';
import { codeGrant } from './code-grant.ts';
import { type Credentials, textIn } from './credentials.ts';
import { type Discovered, discover, endpointsOf } from './discovery.ts';
import type { GuardedHttp } from './guarded-http.ts';
import { identityAssertion } from './identity-assertion.ts';
import { OAuthFailure } from './oauth-failure.ts';
import { requestTokens, type TokenResponse } from './token-request.ts';

/** A server's challenge: it rejected a request without a sufficient token. */
export interface Challenge {
  readonly resourceMetadataUrl?: URL | undefined;
  readonly scope?: string | undefined;
  /** Whether a new token is requested although the stored one could be refreshed. */
  readonly anew: boolean;
}

export interface RunOptions {
  readonly server: string;
  readonly serverUrl: URL;
  readonly oauth: OAuthClientSettings;
  readonly host: OAuthHost;
  readonly credentials: Credentials;
  readonly http: GuardedHttp;
  readonly challenge: Challenge;
  readonly signal: AbortSignal;
}

/** One authorization: discovery, registration, refresh or grant. Ends with a new token in the store. */
export async function runAuthorization(options: RunOptions): Promise<void> {
  const { serverUrl, oauth, http, credentials, challenge } = options;
  const { authorizationServer } = oauth;
  const discovered = await discover(http, {
    serverUrl,
    resourceMetadataUrl: challenge.resourceMetadataUrl,
    authorizationServer,
    preferred: (await credentials.read()).issuer,
  });
  const { authorization, registration, token } = endpointsOf(discovered);
  if (authorizationServer !== undefined) {
    // The settings vouch for the authorization server, and it for its endpoints.
    for (const url of [registration, token]) if (url !== undefined) http.trust(url);
  }
  // Before anything is sent, and a user is asked for what could not be used.
  for (const url of [authorization, registration, token]) if (url !== undefined) http.check(url);
  try {
    await obtain(options, discovered);
  } catch (error) {
    const cause = error instanceof RefreshError ? error.cause : error;
    const forgotten = cause instanceof OAuthFailure && UNKNOWN_CLIENT.has(cause.code ?? '');
    const stored = await credentials.read();
    if (!forgotten || stored.client === undefined || stored.issuer !== discovered.issuer) throw error;
    // The authorization server no longer knows the client that it registered.
    await credentials.write({ issuer: discovered.issuer });
    await obtain(options, discovered);
  }
}

const UNKNOWN_CLIENT: ReadonlySet<string> = new Set(['invalid_client', 'unauthorized_client']);

async function obtain(options: RunOptions, discovered: Discovered): Promise<void> {
  const { oauth, host, http, credentials, challenge, signal } = options;
  const stored = await credentials.boundTo(discovered.issuer);
  const interactive = oauth.identityProvider === undefined && oauth.grantType !== 'client_credentials';
  const redirectUrl = interactive ? (oauth.redirectUriOptions?.[0] ?? host.redirectUrl) : undefined;
  const scope = scopeFor(options, discovered, stored, interactive);
  const client = await identify(oauth, { http, discovered, stored: stored.client, scope, redirectUrl });
  const record = { issuer: discovered.issuer, ...(client.registration && { client: client.registration }) };
  let reason: string | undefined;
  const refreshToken = textIn(stored.tokens, 'refresh_token');
  if (interactive && !challenge.anew && refreshToken !== undefined) {
    const outcome = await credentials.exclusively(() =>
      refresh(options, { discovered, client, refreshToken, scope: stored.scope }),
    );
    if (outcome === 'done') return;
    reason = 'its refresh token was rejected: invalid_grant';
    await credentials.write({ ...record, ...(stored.scope !== undefined && { scope: stored.scope }) });
  } else if (client.registration !== undefined && stored.client === undefined) {
    await credentials.write({ ...stored, ...record });
  }
  const params =
    redirectUrl === undefined
      ? await accountGrant(options, discovered, scope)
      : await codeGrant({ ...options, discovered, client, scope, redirectUrl, reason });
  const response = await requestTokens({ http, discovered, client, oauth, params, signal });
  await credentials.write(recordOf(discovered, client, response, scope));
}

/** @param scope what was asked for, so that a step-up asks for it again */
function recordOf(
  { issuer }: Discovered,
  { registration }: ClientIdentity,
  { tokens, expiresAt }: TokenResponse,
  scope: string | undefined,
): StoredAuthorization & { readonly issuer: string } {
  return {
    issuer,
    ...(registration !== undefined && { client: registration }),
    tokens,
    ...(scope !== undefined && { scope }),
    ...(expiresAt !== undefined && { expiresAt }),
  };
}

interface Refresh {
  readonly discovered: Discovered;
  readonly client: ClientIdentity;
  readonly refreshToken: string;
  /** The scopes that were requested with the token. */
  readonly scope: string | undefined;
}

/** Refreshes the token, unless another process did so in the meantime. */
async function refresh(
  { oauth, http, credentials, signal }: RunOptions,
  { discovered, client, refreshToken, scope }: Refresh,
): Promise<'done' | 'rejected'> {
  const isReplaced = async (): Promise<boolean> => {
    const { issuer, tokens } = await credentials.read();
    const now = textIn(tokens, 'refresh_token');
    return issuer === discovered.issuer && now !== undefined && now !== refreshToken;
  };
  if (await isReplaced()) return 'done';
  const params = { grant_type: 'refresh_token', refresh_token: refreshToken };
  try {
    const { tokens, expiresAt } = await requestTokens({ http, discovered, client, oauth, params, signal });
    // If the response has no new refresh token, the old one stays valid.
    const all = { tokens: { refresh_token: refreshToken, ...tokens }, expiresAt };
    await credentials.write(recordOf(discovered, client, all, scope));
    return 'done';
  } catch (error) {
    if (AuthorizationError.isInstance(error)) throw error;
    if (!(error instanceof OAuthFailure) || error.code !== 'invalid_grant') throw new RefreshError(error);
    return (await isReplaced()) ? 'done' : 'rejected';
  }
}

/** A token could not be refreshed. The cause says why. */
export class RefreshError extends Error {
  constructor(cause: unknown) {
    super('The token could not be refreshed.', { cause });
  }
}

/** Returns the parameters of a token request without a user. */
async function accountGrant(
  { server, oauth, http }: RunOptions,
  discovered: Discovered,
  scope: string | undefined,
): Promise<Readonly<Record<string, string | undefined>>> {
  const { identityProvider } = oauth;
  if (identityProvider === undefined) return { grant_type: 'client_credentials', scope };
  const resource = oauth.resource ?? discovered.resource;
  const target = { audience: discovered.issuer, resource, scope };
  const assertion = await identityAssertion(server, identityProvider, target, http);
  return { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion, scope };
}

/**
 * Returns the scopes to request, in the order of the MCP specification: those of the challenge, or of the settings, or
 * all that the server's metadata names; plus those that were requested before, and the one for refresh tokens.
 */
function scopeFor(
  { oauth, challenge }: RunOptions,
  { scopes, metadata }: Discovered,
  stored: StoredAuthorization,
  interactive: boolean,
): string | undefined {
  const configured = oauth.scopes ?? [];
  const wanted = challenge.scope ?? (configured.length > 0 ? configured : scopes).join(' ');
  const all = computeScopeUnion(wanted, stored.scope, grantedScope(stored.tokens));
  const renewable = interactive && metadata?.scopes_supported?.includes('offline_access') === true;
  // By itself it would ask for nothing else, instead of for the server's default.
  return renewable && all !== undefined ? computeScopeUnion(all, 'offline_access') : all;
}

function grantedScope(tokens: JsonObject | undefined): string | undefined {
  return textIn(tokens, 'scope');
}
