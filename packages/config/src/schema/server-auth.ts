import { z } from 'zod';
import { section } from './section.ts';

/** `mcp.servers.<name>.auth.oauth`: how this client gets a token for the server. */
export interface OAuthClientSettings {
  /** Whether OAuth is used for this server. Default false. */
  readonly enabled: boolean;
  /** The scopes to ask for. */
  readonly scopes: readonly string[];
  /** The protected resource's identifier (RFC 8707). */
  readonly resource?: string;
  /** The authorization server's URL. Without it the server's metadata say it. */
  readonly authorizationServer?: string;
  /** The client id that the authorization server gave. */
  readonly clientId?: string;
  /** The client secret, for a confidential client. */
  readonly clientSecret?: string;
  /** A token that is there already: no flow is run for it. */
  readonly accessToken?: string;
  /** The refresh token that belongs to `accessToken`. */
  readonly refreshToken?: string;
  /** When `accessToken` expires, in seconds since 1970. */
  readonly expiresAt?: number;
  /** The token's type. Default `Bearer`. */
  readonly tokenType: string;
  /** The redirect URIs to choose from. */
  readonly redirectUriOptions: readonly string[];
  /** More parameters of the authorize request. */
  readonly extraAuthorizeParams: Readonly<Record<string, string>>;
  /** More parameters of the token request. */
  readonly extraTokenParams: Readonly<Record<string, string>>;
  /** Whether PKCE is required. Default true. */
  readonly requirePkce: boolean;
  /** Whether the application's own callback URL comes before a loopback one. Default true. */
  readonly useInternalCallback: boolean;
  /** Whether requests carry the `resource` parameter (RFC 8707). Default true. */
  readonly includeResourceParameter: boolean;
}

/** `mcp.servers.<name>.auth`: what the server wants to see. */
export interface ServerAuthSettings {
  /** A key for the server. */
  readonly apiKey?: string;
  /** OAuth for the server. */
  readonly oauth?: OAuthClientSettings;
}

const oauthClientSchema: z.ZodType<OAuthClientSettings> = section<OAuthClientSettings>({
  enabled: z.boolean().default(false).describe('Whether OAuth is used for this server.'),
  scopes: z.array(z.string()).default([]).describe('The scopes to ask for.'),
  resource: z.string().optional().describe("The protected resource's identifier (RFC 8707)."),
  authorization_server: z
    .string()
    .optional()
    .describe("The authorization server's URL. Without it the server's metadata say it."),
  client_id: z.string().optional().describe('The client id that the authorization server gave.'),
  client_secret: z.string().optional().describe('The client secret, for a confidential client.'),
  access_token: z.string().optional().describe('A token that is there already: no flow is run for it.'),
  refresh_token: z.string().optional().describe('The refresh token that belongs to `access_token`.'),
  expires_at: z.number().optional().describe('When `access_token` expires, in seconds since 1970.'),
  token_type: z.string().default('Bearer').describe("The token's type."),
  redirect_uri_options: z.array(z.string()).default([]).describe('The redirect URIs to choose from.'),
  extra_authorize_params: z
    .record(z.string(), z.string())
    .default({})
    .describe('More parameters of the authorize request.'),
  extra_token_params: z
    .record(z.string(), z.string())
    .default({})
    .describe('More parameters of the token request.'),
  require_pkce: z.boolean().default(true).describe('Whether PKCE is required.'),
  use_internal_callback: z
    .boolean()
    .default(true)
    .describe("Whether the application's own callback URL comes before a loopback one."),
  include_resource_parameter: z
    .boolean()
    .default(true)
    .describe('Whether requests carry the `resource` parameter (RFC 8707).'),
});

export const serverAuthSchema: z.ZodType<ServerAuthSettings> = section<ServerAuthSettings>({
  api_key: z.string().optional().describe('A key for the server.'),
  oauth: oauthClientSchema.optional().describe('OAuth for the server.'),
});
