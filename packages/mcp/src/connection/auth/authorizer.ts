import { messageOf } from '@mcp-agent/core/host';
import type { JsonObject } from '@mcp-agent/core';
import { AuthorizationError } from '@mcp-agent/core/errors';
import {
  auth,
  discoverAuthorizationServerMetadata,
  discoverOAuthProtectedResourceMetadata,
  discoverOAuthServerInfo,
  type OAuthDiscoveryState,
} from '@modelcontextprotocol/sdk/client/auth.js';
import { OAuthError } from '@modelcontextprotocol/sdk/server/auth/errors.js';
import type { OAuthHost } from '../../auth/resolve.ts';
import type { OAuthClientSettings } from '../../auth/settings.ts';
import type { ServerSpec } from '../../server-spec.ts';
import type { Fetch } from '../http-fetch.ts';
import { askHuman } from './ask-human.ts';
import { grantOf } from './grants.ts';
import { Provider } from './provider.ts';

/** A server's challenge: it rejected a request without a sufficient token. */
export interface Challenge {
  readonly resourceMetadataUrl?: URL | undefined;
  readonly scope?: string | undefined;
  /** Whether the token is valid but lacks scopes. */
  readonly insufficient: boolean;
}

/** Obtains and stores the tokens of one server for all its connections. Runs one authorization at a time. */
export class Authorizer {
  readonly #spec: ServerSpec;
  readonly #serverUrl: URL;
  readonly #oauth: OAuthClientSettings;
  readonly #host: OAuthHost;
  #running: Promise<void> | undefined;

  constructor(spec: ServerSpec, serverUrl: URL, oauth: OAuthClientSettings, host: OAuthHost) {
    this.#spec = spec;
    this.#serverUrl = serverUrl;
    this.#oauth = oauth;
    this.#host = host;
  }

  /**
   * Returns the `Authorization` header, refreshing a token that is about to expire; `undefined` if there is no token
   * yet.
   */
  async header(fetch: Fetch): Promise<string | undefined> {
    const stored = await this.#provider(fetch).stored();
    const { expiresAt, tokens } = stored ?? {};
    const expires = expiresAt !== undefined && expiresAt - this.#host.leewaySeconds < Date.now() / 1_000;
    if (expires && tokens?.['refresh_token'] !== undefined) {
      await this.authorize({ insufficient: false }, headerOf(tokens), fetch);
      return this.#header((await this.#provider(fetch).stored())?.tokens);
    }
    return this.#header(tokens);
  }

  /**
   * Obtains a token, or one with more scopes.
   *
   * @param used the rejected header; if the stored one differs by now, nothing is done
   * @throws {@link AuthorizationError}
   */
  async authorize(challenge: Challenge, used: string | undefined, fetch: Fetch): Promise<void> {
    const provider = this.#provider(fetch);
    if (this.#running === undefined) {
      const now = headerOf((await provider.stored())?.tokens);
      if (now !== undefined && now !== used) return;
    }
    this.#running ??= this.#run(challenge, provider, fetch).finally(() => {
      this.#running = undefined;
    });
    await this.#running;
  }

  #header(tokens: JsonObject | undefined): string | undefined {
    // A server may repeat the token in its output.
    for (const name of ['access_token', 'refresh_token']) {
      const token = tokens?.[name];
      if (typeof token === 'string') this.#spec.hide(token);
    }
    return headerOf(tokens);
  }

  #provider(fetch: Fetch): Provider {
    const { name } = this.#spec;
    const { redirectUriOptions = [], ...oauth } = this.#oauth;
    const redirectUrl = redirectUriOptions[0] ?? this.#host.redirectUrl;
    const grant = grantOf(name, oauth, this.#serverUrl, fetch);
    return new Provider({
      oauth,
      store: this.#host.store,
      key: `${name} ${this.#serverUrl.href}`,
      redirectUrl: grant === undefined ? redirectUrl : undefined,
      ask: (url, state) => askHuman(name, this.#host, { url, state, redirectUrl }),
      grant,
    });
  }

  async #run(challenge: Challenge, provider: Provider, fetch: Fetch): Promise<void> {
    const fetchFn = withTokenParams(fetch, this.#oauth.extraTokenParams ?? {});
    const { resourceMetadataUrl } = challenge;
    try {
      const discovered = await this.#discover(resourceMetadataUrl, fetchFn);
      const granted = (await provider.stored())?.tokens?.['scope'];
      const scope = this.#scope(challenge, discovered, typeof granted === 'string' ? granted : '', provider);
      provider.begin({ discovered, scope, anew: challenge.insufficient });
      const options = {
        serverUrl: this.#serverUrl,
        fetchFn,
        ...(scope !== undefined && { scope }),
        ...(resourceMetadataUrl !== undefined && { resourceMetadataUrl }),
      };
      if ((await auth(provider, options)) === 'AUTHORIZED') return;
      if (provider.code === undefined) throw new Error('the authorization server returned no code.');
      await auth(provider, { ...options, authorizationCode: provider.code });
    } catch (error) {
      if (AuthorizationError.isInstance(error)) throw error;
      const why = messageOf(error);
      throw new AuthorizationError(
        `Authorization for MCP server "${this.#spec.name}" failed: ${this.#spec.redact(why).slice(0, 1_000)} ` +
          `Check mcp.servers.${this.#spec.name}.auth.oauth.`,
        { server: this.#spec.name, ...(error instanceof OAuthError && { nonRetryable: true }) },
      );
    }
  }

  async #discover(resourceMetadataUrl: URL | undefined, fetchFn: Fetch): Promise<OAuthDiscoveryState> {
    const options = { fetchFn, ...(resourceMetadataUrl !== undefined && { resourceMetadataUrl }) };
    const { authorizationServer } = this.#oauth;
    const source = resourceMetadataUrl === undefined ? {} : { resourceMetadataUrl: resourceMetadataUrl.href };
    if (authorizationServer === undefined) {
      return { ...(await discoverOAuthServerInfo(this.#serverUrl, options)), ...source };
    }
    const [authorizationServerMetadata, resourceMetadata] = await Promise.all([
      discoverAuthorizationServerMetadata(authorizationServer, { fetchFn }),
      discoverOAuthProtectedResourceMetadata(this.#serverUrl, options, fetchFn).catch(() => undefined),
    ]);
    return {
      authorizationServerUrl: authorizationServer,
      ...(authorizationServerMetadata !== undefined && { authorizationServerMetadata }),
      ...(resourceMetadata !== undefined && { resourceMetadata }),
      ...source,
    };
  }

  /**
   * Returns the scopes to request: those of the challenge, those of the settings, or all that the server supports;
   * plus the scope for refresh tokens.
   */
  #scope(
    { scope, insufficient }: Challenge,
    { resourceMetadata, authorizationServerMetadata }: OAuthDiscoveryState,
    granted: string,
    provider: Provider,
  ): string | undefined {
    const { scopes = [] } = this.#oauth;
    const wanted =
      scope?.split(' ') ?? (scopes.length > 0 ? [...scopes] : (resourceMetadata?.scopes_supported ?? []));
    const all = new Set([...wanted, ...(insufficient ? granted.split(' ') : [])]);
    const renewable = authorizationServerMetadata?.scopes_supported?.includes('offline_access') === true;
    if (renewable && provider.redirectUrl !== undefined) all.add('offline_access');
    all.delete('');
    return all.size === 0 ? undefined : [...all].join(' ');
  }
}

function headerOf(tokens: JsonObject | undefined): string | undefined {
  const token = tokens?.['access_token'];
  if (typeof token !== 'string') return undefined;
  const type = tokens?.['token_type'];
  // Servers return it in any case, and many accept only this spelling.
  return `${typeof type === 'string' && type.toLowerCase() !== 'bearer' ? type : 'Bearer'} ${token}`;
}

function withTokenParams(fetch: Fetch, extra: Readonly<Record<string, string>>): Fetch {
  return (url, init) => {
    const { body } = init ?? {};
    if (!(body instanceof URLSearchParams) || !body.has('grant_type')) return fetch(url, init);
    const more = new URLSearchParams(body);
    for (const [name, value] of Object.entries(extra)) more.set(name, value);
    return fetch(url, { ...init, body: more });
  };
}
