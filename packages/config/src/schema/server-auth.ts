import { z } from 'zod';
import { section } from './section.ts';

/** `mcp.servers.<name>.auth.oauth.identity_provider`: the enterprise identity provider. */
export interface IdentityProviderSettings {
  /** Token endpoint. */
  readonly tokenEndpoint: string;
  /** This client's ID at the provider. */
  readonly clientId: string;
  /** This client's secret at the provider. */
  readonly clientSecret?: string;
  /** ID token from the user's login. */
  readonly idToken: string;
}

/** `mcp.servers.<name>.auth.oauth`: how this client obtains a token for the server. */
export interface OAuthClientSettings {
  /** Whether to use OAuth for this server. Default: false. */
  readonly enabled: boolean;
  /** Grant type: user consent in a browser, or this program's own account. */
  readonly grantType: 'authorization_code' | 'client_credentials';
  /** Scopes to request. Default: those that the server names. */
  readonly scopes: readonly string[];
  /** Identifier of the protected resource (RFC 8707). */
  readonly resource?: string;
  /** URL of the authorization server. Default: the one in the server's metadata. */
  readonly authorizationServer?: string;
  /** Client ID issued by the authorization server. */
  readonly clientId?: string;
  /** Client secret, for a confidential client. */
  readonly clientSecret?: string;
  /** Signing key to use instead of a secret (`private_key_jwt`), as PEM (PKCS #8). */
  readonly privateKey?: string;
  /** Signing algorithm. Default: `ES256`. */
  readonly privateKeyAlgorithm: string;
  /** HTTPS URL of a document that describes this client. */
  readonly clientMetadataUrl?: string;
  /** The enterprise identity provider, which vouches for a logged-in user (SEP-990). */
  readonly identityProvider?: IdentityProviderSettings;
  /** An existing access token, used without an authorization flow. */
  readonly accessToken?: string;
  /** Refresh token for `accessToken`. */
  readonly refreshToken?: string;
  /** Expiry of `accessToken`, in seconds since 1970. */
  readonly expiresAt?: number;
  /** Token type. Default: `Bearer`. */
  readonly tokenType: string;
  /** Redirect URIs; the first one is used. */
  readonly redirectUriOptions: readonly string[];
  /** Additional parameters of the authorization request. */
  readonly extraAuthorizeParams: Readonly<Record<string, string>>;
  /** Additional parameters of the token request. */
  readonly extraTokenParams: Readonly<Record<string, string>>;
  /** Whether PKCE is required. Default: true. */
  readonly requirePkce: boolean;
  /** Whether to prefer the application's own callback URL to a loopback URL. Default: true. */
  readonly useInternalCallback: boolean;
  /** Whether to send the `resource` parameter (RFC 8707). Default: true. */
  readonly includeResourceParameter: boolean;
}

/** `mcp.servers.<name>.auth`: credentials for the server. */
export interface ServerAuthSettings {
  /** API key for the server. */
  readonly apiKey?: string;
  /** OAuth settings for the server. */
  readonly oauth?: OAuthClientSettings;
}

const identityProviderSchema: z.ZodType<IdentityProviderSettings> = section<IdentityProviderSettings>({
  token_endpoint: z.string().describe('Where it gives tokens.'),
  client_id: z.string().describe("This client's id there."),
  client_secret: z.string().optional().describe("This client's secret there."),
  id_token: z.string().describe('What it gave when the person logged in.'),
});

const oauthClientSchema: z.ZodType<OAuthClientSettings> = section<OAuthClientSettings>({
  enabled: z.boolean().default(false).describe('Whether OAuth is used for this server.'),
  grant_type: z
    .enum(['authorization_code', 'client_credentials'])
    .default('authorization_code')
    .describe("How the token is got: with a person in a browser, or by an account of this program's own."),
  scopes: z
    .array(z.string())
    .default([])
    .describe('The scopes to ask for. Without them those that the server names.'),
  resource: z.string().optional().describe("The protected resource's identifier (RFC 8707)."),
  authorization_server: z
    .string()
    .optional()
    .describe("The authorization server's URL. Without it the server's metadata say it."),
  client_id: z.string().optional().describe('The client id that the authorization server gave.'),
  client_secret: z.string().optional().describe('The client secret, for a confidential client.'),
  private_key: z
    .string()
    .optional()
    .describe('In place of a secret, a key that signs (`private_key_jwt`): PEM (PKCS #8).'),
  private_key_algorithm: z.string().default('ES256').describe('How the key signs.'),
  client_metadata_url: z
    .string()
    .optional()
    .describe('The https address of a document that describes this client.'),
  identity_provider: identityProviderSchema
    .optional()
    .describe("The company's identity provider, which vouches for a person who logged in there (SEP-990)."),
  access_token: z.string().optional().describe('A token that is there already: no flow is run for it.'),
  refresh_token: z.string().optional().describe('The refresh token that belongs to `access_token`.'),
  expires_at: z.number().optional().describe('When `access_token` expires, in seconds since 1970.'),
  token_type: z.string().default('Bearer').describe("The token's type."),
  redirect_uri_options: z.array(z.string()).default([]).describe('The redirect URI: the first of these.'),
  extra_authorize_params: z
    .record(z.string(), z.string())
    .default({})
    .describe('More parameters of the authorize request.'),
  extra_token_params: z
    .record(z.string(), z.string())
    .default({})
    .describe('More parameters of the token request.'),
  require_pkce: z
    .boolean()
    .default(true)
    .meta({ description: 'Whether PKCE is required. It is always used.', 'x-unused': true }),
  use_internal_callback: z.boolean().default(true).meta({
    description: "Whether the application's own callback URL comes before a loopback one.",
    'x-unused': true,
  }),
  include_resource_parameter: z
    .boolean()
    .default(true)
    .describe('Whether requests carry the `resource` parameter (RFC 8707).'),
});

export const serverAuthSchema: z.ZodType<ServerAuthSettings> = section<ServerAuthSettings>({
  api_key: z.string().optional().describe('A key for the server, sent as `Authorization: Bearer`.'),
  oauth: oauthClientSchema.optional().describe('OAuth for the server.'),
});
