import { randomUUID } from 'node:crypto';
import type { JsonObject } from '@mcp-agent/core';
import { fromJson, toJson } from '@mcp-agent/core/engine';
import type {
  AddClientAuthentication,
  OAuthClientProvider,
  OAuthDiscoveryState,
} from '@modelcontextprotocol/sdk/client/auth.js';
import { createPrivateKeyJwtAuth } from '@modelcontextprotocol/sdk/client/auth-extensions.js';
import {
  type OAuthClientInformationMixed,
  OAuthClientInformationSchema,
  type OAuthClientMetadata,
  OAuthTokensSchema,
  type OAuthTokens,
} from '@modelcontextprotocol/sdk/shared/auth.js';
import type { OAuthClientSettings } from '../../auth/settings.ts';
import type { StoredAuthorization, TokenStore } from '../../auth/token-store.ts';

/** Parameters of one authorization for the SDK's flow. */
export interface Attempt {
  readonly discovered: OAuthDiscoveryState;
  readonly scope: string | undefined;
  /** Whether the existing token is insufficient: a new one is requested instead of a refresh. */
  readonly anew: boolean;
}

interface ProviderOptions {
  readonly oauth: OAuthClientSettings;
  readonly store: TokenStore;
  /** The server's key in the store. */
  readonly key: string;
  /** `undefined` for a grant without a browser. */
  readonly redirectUrl: string | undefined;
  /** Sends the user to the consent page and returns the authorization code. */
  readonly ask: (url: URL, state: string) => Promise<string>;
  /** Returns the token endpoint's parameters, for a grant without a browser. */
  readonly grant: ((attempt: Attempt) => Promise<URLSearchParams>) | undefined;
}

/** Supplies the SDK's authorization flow with the client's identity, credentials and storage. */
export class Provider implements OAuthClientProvider {
  readonly clientMetadataUrl?: string;
  readonly addClientAuthentication?: AddClientAuthentication;
  readonly saveClientInformation?: (client: OAuthClientInformationMixed) => Promise<void>;
  readonly prepareTokenRequest?: () => Promise<URLSearchParams>;
  readonly validateResourceURL?: () => Promise<URL | undefined>;
  readonly #options: ProviderOptions;
  #attempt: Attempt | undefined;
  #state = '';
  #verifier = '';
  #code: string | undefined;

  constructor(options: ProviderOptions) {
    this.#options = options;
    const { oauth, grant } = options;
    const { clientId, clientMetadataUrl, privateKey, privateKeyAlgorithm: alg = 'ES256', resource } = oauth;
    if (clientMetadataUrl !== undefined) this.clientMetadataUrl = clientMetadataUrl;
    if (clientId !== undefined && privateKey !== undefined) {
      this.addClientAuthentication = createPrivateKeyJwtAuth({
        issuer: clientId,
        subject: clientId,
        privateKey,
        alg,
      });
    }
    if (clientId === undefined) {
      this.saveClientInformation = (client) => this.#save({ client: plain(client) });
    }
    if (grant !== undefined) this.prepareTokenRequest = () => grant(this.attempt);
    if (oauth.includeResourceParameter === false) this.validateResourceURL = async () => undefined;
    else if (resource !== undefined) this.validateResourceURL = async () => new URL(resource);
  }

  get attempt(): Attempt {
    if (this.#attempt === undefined) throw new Error('No authorization is in progress.');
    return this.#attempt;
  }

  begin(attempt: Attempt): void {
    this.#attempt = attempt;
    this.#code = undefined;
  }

  /** The authorization code from the redirect. */
  get code(): string | undefined {
    return this.#code;
  }

  get redirectUrl(): string | undefined {
    return this.#options.redirectUrl;
  }

  get clientMetadata(): OAuthClientMetadata {
    const { redirectUrl, oauth } = this.#options;
    const interactive = redirectUrl !== undefined;
    return {
      client_name: 'mcp-agent',
      redirect_uris: interactive ? [redirectUrl] : [],
      grant_types: interactive ? ['authorization_code', 'refresh_token'] : ['client_credentials'],
      ...(interactive && { response_types: ['code'] }),
      ...(oauth.clientSecret === undefined && interactive && { token_endpoint_auth_method: 'none' }),
      ...(this.#attempt?.scope !== undefined && { scope: this.#attempt.scope }),
    };
  }

  state(): string {
    this.#state = randomUUID();
    return this.#state;
  }

  async clientInformation(): Promise<OAuthClientInformationMixed | undefined> {
    const { clientId, clientSecret, authorizationServer } = this.#options.oauth;
    if (clientId !== undefined) {
      return {
        client_id: clientId,
        ...(clientSecret !== undefined && { client_secret: clientSecret }),
        // The issuer binds the credentials to this authorization server.
        ...(authorizationServer !== undefined && { issuer: authorizationServer }),
      };
    }
    const client = (await this.stored())?.client;
    return client === undefined ? undefined : { ...client, ...OAuthClientInformationSchema.parse(client) };
  }

  async tokens(): Promise<OAuthTokens | undefined> {
    const stored = (await this.stored())?.tokens;
    if (stored === undefined) return undefined;
    const { refresh_token: refreshToken, ...tokens } = { ...stored, ...OAuthTokensSchema.parse(stored) };
    if (this.#attempt?.anew === true || refreshToken === undefined) return tokens;
    return { ...tokens, refresh_token: refreshToken };
  }

  async saveTokens(tokens: OAuthTokens): Promise<void> {
    const { expires_in: expiresIn } = tokens;
    const before = (await this.stored())?.tokens?.['refresh_token'];
    await this.#save({
      // If the response has no new refresh token, the old one stays valid.
      tokens: { ...(before !== undefined && { refresh_token: before }), ...plain(tokens) },
      expiresAt: expiresIn === undefined ? undefined : Math.floor(Date.now() / 1_000) + expiresIn,
    });
  }

  async redirectToAuthorization(url: URL): Promise<void> {
    for (const [name, value] of Object.entries(this.#options.oauth.extraAuthorizeParams ?? {})) {
      url.searchParams.set(name, value);
    }
    this.#code = await this.#options.ask(url, this.#state);
  }

  saveCodeVerifier(verifier: string): void {
    this.#verifier = verifier;
  }

  codeVerifier(): string {
    return this.#verifier;
  }

  discoveryState(): OAuthDiscoveryState | undefined {
    return this.#attempt?.discovered;
  }

  async invalidateCredentials(what: 'all' | 'client' | 'tokens' | 'verifier' | 'discovery'): Promise<void> {
    const { store, key } = this.#options;
    if (what === 'all') await store.set(key, {});
    else if (what === 'client') await this.#save({ client: undefined });
    else if (what === 'tokens') await this.#save({ tokens: undefined, expiresAt: undefined });
  }

  /** Returns the stored data, initially from the settings. */
  async stored(): Promise<StoredAuthorization | undefined> {
    const { store, key, oauth } = this.#options;
    const stored = await store.get(key);
    const { accessToken, refreshToken, expiresAt, tokenType = 'Bearer', authorizationServer } = oauth;
    if (stored !== undefined || accessToken === undefined) return stored;
    return {
      tokens: {
        access_token: accessToken,
        token_type: tokenType,
        ...(refreshToken !== undefined && { refresh_token: refreshToken }),
        ...(authorizationServer !== undefined && { issuer: authorizationServer }),
      },
      ...(expiresAt !== undefined && { expiresAt }),
    };
  }

  async #save(changes: {
    [Key in keyof StoredAuthorization]: StoredAuthorization[Key] | undefined;
  }): Promise<void> {
    const all = { ...(await this.stored()), ...changes };
    await this.#options.store.set(this.#options.key, {
      ...(all.client !== undefined && { client: all.client }),
      ...(all.tokens !== undefined && { tokens: all.tokens }),
      ...(all.expiresAt !== undefined && { expiresAt: all.expiresAt }),
    });
  }
}

function plain(value: unknown): JsonObject {
  return fromJson(toJson(JSON.parse(JSON.stringify(value)), 'authorization'));
}
