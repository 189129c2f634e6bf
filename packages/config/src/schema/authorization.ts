import { z } from 'zod';
import { section } from './section.ts';

/** The `authorization` section: this application as an OAuth-protected server. */
export interface AuthorizationSettings {
  /** Whether the server is protected. Default: false. */
  readonly enabled: boolean;
  /** Issuer URL announced to clients. Required if enabled. */
  readonly issuerUrl?: string;
  /** Base URL of this server. Required if enabled. */
  readonly resourceServerUrl?: string;
  /** URL of the documentation for clients. */
  readonly serviceDocumentationUrl?: string;
  /** Scopes that a client must have. */
  readonly requiredScopes: readonly string[];
  /** URL of the keys (JWKS) that verify tokens. */
  readonly jwksUri?: string;
  /** Client ID for token introspection. */
  readonly clientId?: string;
  /** Client secret for token introspection. */
  readonly clientSecret?: string;
  /** How long a valid token is cached, in seconds. Default: 300. */
  readonly tokenCacheTtlSeconds: number;
  /** Accepted audiences (RFC 9068). Required if enabled. */
  readonly expectedAudiences: readonly string[];
}

export const authorizationSchema: z.ZodType<AuthorizationSettings> = section<AuthorizationSettings>({
  enabled: z.boolean().default(false).describe('Whether it is protected.'),
  issuer_url: z.string().optional().describe("The issuer's URL that clients are told. Needed when enabled."),
  resource_server_url: z.string().optional().describe('The base URL of this server. Needed when enabled.'),
  service_documentation_url: z.string().optional().describe('Where clients find documentation.'),
  required_scopes: z.array(z.string()).default([]).describe('The scopes that a client must have.'),
  jwks_uri: z.string().optional().describe('Where the keys are that tokens are signed with.'),
  client_id: z.string().optional().describe('The client id for the introspection of tokens.'),
  client_secret: z.string().optional().describe('The client secret for the introspection of tokens.'),
  token_cache_ttl_seconds: z
    .int()
    .min(0)
    .default(300)
    .describe('How long a good token is remembered, in seconds.'),
  expected_audiences: z
    .array(z.string())
    .default([])
    .describe('The audiences that are accepted (RFC 9068). Needed when enabled.'),
}).check((context) => {
  const { enabled, issuerUrl, resourceServerUrl, expectedAudiences } = context.value;
  if (!enabled) return;
  const missing = [
    ...(issuerUrl === undefined ? ['issuer_url'] : []),
    ...(resourceServerUrl === undefined ? ['resource_server_url'] : []),
    ...(expectedAudiences.length === 0 ? ['expected_audiences'] : []),
  ];
  for (const key of missing) {
    const message = 'is needed, because "enabled" is true';
    context.issues.push({ code: 'custom', path: [key], message, input: undefined });
  }
});
