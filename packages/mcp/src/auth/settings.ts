import type { TokenStore } from './token-store.ts';

/** What a person is asked for. */
export interface AuthorizationRequest {
  /** The server that wants it, by its name in the settings. */
  readonly server: string;
  /** The page where the person agrees: to be opened in a browser. */
  readonly url: string;
  /** Where the page sends the browser afterwards, with the answer in its query. */
  readonly redirectUrl: string;
  /** Aborted when the time is up. */
  readonly signal: AbortSignal;
}

/** Sends a person to a page, and gives the address that the page sent the browser to, query included. */
export type AuthorizationHandler = (request: AuthorizationRequest) => Promise<string>;

/** The section `oauth` of the settings: how this program gets tokens for servers. */
export interface OAuthSettings {
  /** Asks a person. Without it a server that needs one is an error. Not in a file: a function. */
  readonly authorize?: AuthorizationHandler;
  /** Where tokens are kept. Default: in memory. */
  readonly tokenStore?:
    | TokenStore
    | {
        readonly backend?: 'memory' | 'file' | 'redis';
        /** The file, for `file`. */
        readonly path?: string;
        /** How long before its end a token is renewed. Default: 60. */
        readonly refreshLeewaySeconds?: number;
      };
  /** How long a person may take. Default: 300. */
  readonly flowTimeoutSeconds?: number;
  /** What this program's own callback URL begins with, where it has one. */
  readonly callbackBaseUrl?: string;
  /** The port of the callback URL on this machine, the first of these. Default: 33418. */
  readonly loopbackPorts?: readonly number[];
}

/** `auth.oauth` of a server: how a token for it is got. */
export interface OAuthClientSettings {
  /** Default: false. */
  readonly enabled?: boolean;
  /**
   * `authorization_code`: a person agrees, in a browser. `client_credentials`: this program has an account of
   * its own. Default: the first.
   */
  readonly grantType?: 'authorization_code' | 'client_credentials';
  /** The scopes to ask for. Default: those that the server names. */
  readonly scopes?: readonly string[];
  /** The server's identifier, where it is not its address (RFC 8707). */
  readonly resource?: string;
  /** Default: the one that the server names. With it, the credentials below go to no other. */
  readonly authorizationServer?: string;
  /** The client's id, where it was registered beforehand. */
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** In place of a secret: a key that signs (`private_key_jwt`), as PEM (PKCS #8). */
  readonly privateKey?: string;
  /** Default: `ES256`. */
  readonly privateKeyAlgorithm?: string;
  /** The https address of a document that describes this client, for servers that take it as the client's id. */
  readonly clientMetadataUrl?: string;
  /** Tokens that are there already. */
  readonly accessToken?: string;
  readonly refreshToken?: string;
  /** When `accessToken` ends, in seconds since 1970. */
  readonly expiresAt?: number;
  /** Default: `Bearer`. */
  readonly tokenType?: string;
  /** The callback URL, the first of these. Default: one on this machine. */
  readonly redirectUriOptions?: readonly string[];
  readonly extraAuthorizeParams?: Readonly<Record<string, string>>;
  readonly extraTokenParams?: Readonly<Record<string, string>>;
  /** Default: true. */
  readonly includeResourceParameter?: boolean;
  /** The company's identity provider, which vouches for a person who has logged in there (SEP-990). */
  readonly identityProvider?: {
    readonly tokenEndpoint: string;
    readonly clientId: string;
    readonly clientSecret?: string;
    /** What it gave when the person logged in. */
    readonly idToken: string;
  };
}

/** `auth` of a server: what it wants to see. */
export interface McpServerAuth {
  /** Sent as `Authorization: Bearer`, unless `headers` has another. */
  readonly apiKey?: string;
  readonly oauth?: OAuthClientSettings;
}
