import type { TokenStore } from './token-store.ts';

/** An authorization request to a user. */
export interface AuthorizationRequest {
  /** Name of the server in the settings. */
  readonly server: string;
  /** URL of the consent page, to open in a browser: https, or http on this machine. */
  readonly url: string;
  /** URL to which the page redirects the browser, with the response in its query. */
  readonly redirectUrl: string;
  /** Aborted on timeout, and when no call waits for the login any more. */
  readonly signal: AbortSignal;
}

/**
 * Sends the user to a consent page and returns the full redirect URL that the browser requested, including its query.
 */
export type AuthorizationHandler = (request: AuthorizationRequest) => Promise<string>;

/** A built-in token storage. */
export interface TokenStoreSettings {
  /**
   * Where tokens are stored. `redis` is not supported: set `tokenStore` to an object that implements `TokenStore`
   * instead. Default: `memory`.
   */
  readonly backend?: 'memory' | 'file' | 'redis';
  /** Path of the folder, for `file`. */
  readonly path?: string;
  /** How long before its expiry a token is refreshed, in seconds. Default: 60. */
  readonly refreshLeewaySeconds?: number;
}

/** The `oauth` section of the settings: how this program obtains tokens for servers. */
export interface OAuthSettings {
  /**
   * Authorizes with the user. If omitted, a server that needs user consent is an error. A function, so not available
   * in configuration files.
   */
  readonly authorize?: AuthorizationHandler;
  /** Token storage. Default: in memory. */
  readonly tokenStore?: TokenStore | TokenStoreSettings;
  /** Timeout for the user's response, in seconds. Default: 300. */
  readonly flowTimeoutSeconds?: number;
  /** Base URL of this program's own callback, if it has one. */
  readonly callbackBaseUrl?: string;
  /** Ports for the callback URL on this machine; the first one is used. Default: 33418. */
  readonly loopbackPorts?: readonly number[];
}

/** The `auth.oauth` section of a server: how to obtain a token for it. */
export interface OAuthClientSettings {
  /** Whether to use OAuth. Default: false. */
  readonly enabled?: boolean;
  /**
   * `authorization_code`: a user consents in a browser. `client_credentials`: this program has its own account.
   * Default: `authorization_code`.
   */
  readonly grantType?: 'authorization_code' | 'client_credentials';
  /** Scopes to request. Default: those that the server names. */
  readonly scopes?: readonly string[];
  /** Resource identifier of the server, if it differs from its URL (RFC 8707). */
  readonly resource?: string;
  /**
   * Issuer of the authorization server. If set, the credentials below are sent to no other one, and it may be at a
   * private address. Default: the one that the server names; the credentials are then sent only to the first one.
   */
  readonly authorizationServer?: string;
  /**
   * Client ID of a pre-registered client. Default: `clientMetadataUrl` if the authorization server accepts it, otherwise
   * the client is registered dynamically, with each authorization server anew.
   */
  readonly clientId?: string;
  /** Client secret of a confidential client. */
  readonly clientSecret?: string;
  /** Signing key to use instead of a secret (`private_key_jwt`), as PEM (PKCS #8). */
  readonly privateKey?: string;
  /** Signing algorithm. Default: `ES256`. */
  readonly privateKeyAlgorithm?: string;
  /** HTTPS URL of a document that describes this client, for servers that accept it as client ID. */
  readonly clientMetadataUrl?: string;
  /** An existing access token, used without an authorization flow until it expires. */
  readonly accessToken?: string;
  /** Refresh token for `accessToken`. */
  readonly refreshToken?: string;
  /** Expiry of `accessToken`, in seconds since 1970. */
  readonly expiresAt?: number;
  /** Token type. Default: `Bearer`. */
  readonly tokenType?: string;
  /** Callback URLs; the first one is used. Default: a URL on this machine. */
  readonly redirectUriOptions?: readonly string[];
  /** Additional parameters of the authorization request. */
  readonly extraAuthorizeParams?: Readonly<Record<string, string>>;
  /** Additional parameters of the token request. */
  readonly extraTokenParams?: Readonly<Record<string, string>>;
  /** Whether to send the `resource` parameter. Default: true. */
  readonly includeResourceParameter?: boolean;
  /** The enterprise identity provider, which vouches for a logged-in user (SEP-990). */
  readonly identityProvider?: {
    /** URL of the identity provider's token endpoint. */
    readonly tokenEndpoint: string;
    /** Client ID of this program at the identity provider. */
    readonly clientId: string;
    /** Client secret of this program at the identity provider. */
    readonly clientSecret?: string;
    /** ID token from the user's login. */
    readonly idToken: string;
  };
}

/** The `auth` section of a server: its credentials. */
export interface McpServerAuth {
  /** API key, sent as `Authorization: Bearer` unless `headers` has an `authorization` header. */
  readonly apiKey?: string;
  /** OAuth settings for the server. */
  readonly oauth?: OAuthClientSettings;
}
