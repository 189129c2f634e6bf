import { setTimeout as delay } from 'node:timers/promises';
import type { JsonObject } from '@mcp-agent/core';
import {
  assertSecureTokenEndpoint,
  createPrivateKeyJwtAuth,
  selectClientAuthMethod,
} from '@modelcontextprotocol/client';
import type { OAuthClientSettings } from '../../auth/settings.ts';
import type { ClientIdentity } from './client-identity.ts';
import { type Discovered, endpointsOf } from './discovery.ts';
import { type GuardedHttp, NoResponseError } from './guarded-http.ts';
import { describeError, failureIn, OAuthFailure, parse } from './oauth-failure.ts';

const MAX_ATTEMPTS = 3;
const FIRST_WAIT_MS = 500;
/** The longest wait that an authorization server may ask for before the request fails instead. */
const MAX_WAIT_MS = 30_000;

/** A token response. */
export interface TokenResponse {
  /** `access_token`, `token_type`, and `refresh_token` and `scope` if the server sent them. */
  readonly tokens: JsonObject;
  /** Expiry of the access token, in seconds since 1970. */
  readonly expiresAt: number | undefined;
}

export interface TokenRequest {
  readonly http: GuardedHttp;
  readonly discovered: Discovered;
  readonly client: ClientIdentity;
  readonly oauth: OAuthClientSettings;
  /** The parameters of the grant. */
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/**
 * Requests tokens. A server that is unavailable is asked again, as often and as late as it wishes within limits.
 *
 * @throws {@link OAuthFailure} when the server refuses
 * @throws {@link NoResponseError}, {@link RefusedUrlError}
 */
export async function requestTokens(request: TokenRequest): Promise<TokenResponse> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await requestOnce(request);
    } catch (error) {
      const wait = waitAfter(error, attempt);
      if (wait === undefined) throw error;
      await delay(wait, undefined, { signal: request.signal });
    }
  }
}

function waitAfter(error: unknown, attempt: number): number | undefined {
  const temporary = error instanceof NoResponseError || (error instanceof OAuthFailure && error.temporary);
  if (!temporary || attempt === MAX_ATTEMPTS) return undefined;
  const asked = error instanceof OAuthFailure ? error.retryAfterMs : undefined;
  const wait = asked ?? FIRST_WAIT_MS * 2 ** (attempt - 1);
  return wait > MAX_WAIT_MS ? undefined : wait;
}

async function requestOnce(request: TokenRequest): Promise<TokenResponse> {
  const { http, discovered, oauth, params } = request;
  const { issuer, resource } = discovered;
  const endpoint = assertSecureTokenEndpoint(http.check(endpointsOf(discovered).token));
  const body = new URLSearchParams();
  const withResource = oauth.includeResourceParameter !== false;
  const fields = {
    ...params,
    ...(withResource && { resource: oauth.resource ?? resource }),
    ...oauth.extraTokenParams,
  };
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) body.set(name, value);
  const headers = new Headers({
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'application/json',
  });
  await authenticate(request, headers, body, endpoint);
  const response = await http.fetch(endpoint, { method: 'POST', headers, body });
  if (!response.ok) throw await failureIn(response, `the token endpoint of ${issuer}`);
  return readTokens(await response.text(), issuer);
}

/** Adds the client's credentials, in the way that the server supports. */
async function authenticate(
  { client, discovered, oauth }: TokenRequest,
  headers: Headers,
  body: URLSearchParams,
  endpoint: URL,
): Promise<void> {
  const { clientId, clientSecret, authMethod } = client;
  const { issuer, metadata } = discovered;
  const { privateKey, privateKeyAlgorithm: alg = 'ES256' } = oauth;
  if (privateKey !== undefined && client.registration === undefined) {
    const sign = createPrivateKeyJwtAuth({
      issuer: clientId,
      subject: clientId,
      privateKey,
      alg,
      audience: issuer,
    });
    await sign(headers, body, endpoint);
    body.set('client_id', clientId);
    return;
  }
  const method = selectClientAuthMethod(
    {
      client_id: clientId,
      ...(clientSecret !== undefined && { client_secret: clientSecret }),
      ...(authMethod !== undefined && { token_endpoint_auth_method: authMethod }),
    },
    metadata?.token_endpoint_auth_methods_supported ?? [],
  );
  if (method === 'client_secret_basic') {
    const pair = [clientId, clientSecret ?? ''].map((part) => formEncoded(part)).join(':');
    headers.set('authorization', `Basic ${Buffer.from(pair).toString('base64')}`);
    return;
  }
  body.set('client_id', clientId);
  if (method === 'client_secret_post' && clientSecret !== undefined) body.set('client_secret', clientSecret);
}

/** Encodes as RFC 6749, section 2.3.1, demands. */
function formEncoded(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1);
}

function readTokens(text: string, issuer: string): TokenResponse {
  const fields = parse(text);
  const {
    access_token: accessToken,
    token_type: type = 'Bearer',
    refresh_token: refreshToken,
    scope,
  } = fields;
  if (typeof accessToken !== 'string' || accessToken === '' || typeof type !== 'string') {
    // Some servers refuse with HTTP 200.
    const { code, text: error } = describeError(fields);
    throw new OAuthFailure(
      `the token endpoint of ${issuer} returned ${code === undefined ? 'no access token' : `an error: ${error}`}.`,
      { code },
    );
  }
  // Some servers send it as text.
  const expiresIn = Number(fields['expires_in'] ?? Number.NaN);
  return {
    tokens: {
      access_token: accessToken,
      token_type: type,
      ...(typeof refreshToken === 'string' && refreshToken !== '' && { refresh_token: refreshToken }),
      ...(typeof scope === 'string' && { scope }),
    },
    expiresAt: Number.isFinite(expiresIn) ? Math.floor(Date.now() / 1_000 + expiresIn) : undefined,
  };
}
