import type { McpServerAuth, OAuthClientSettings } from '@mcp-agent/mcp';
import { z } from 'zod';
import { section } from './section.ts';

const PATH = 'mcp.servers.<name>.auth';

const identityProviderSchema = section<NonNullable<OAuthClientSettings['identityProvider']>>(
  `${PATH}.oauth.identity_provider`,
  {
    token_endpoint: z.string(),
    client_id: z.string(),
    client_secret: z.string().optional(),
    id_token: z.string(),
  },
);

const oauthClientSchema = section<OAuthClientSettings>(`${PATH}.oauth`, {
  enabled: z.boolean().optional(),
  grant_type: z.enum(['authorization_code', 'client_credentials']).optional(),
  scopes: z.array(z.string()).optional(),
  resource: z.string().optional(),
  authorization_server: z.string().optional(),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  private_key: z.string().optional(),
  private_key_algorithm: z.string().optional(),
  client_metadata_url: z.string().optional(),
  identity_provider: identityProviderSchema.optional(),
  access_token: z.string().optional(),
  refresh_token: z.string().optional(),
  expires_at: z.number().optional(),
  token_type: z.string().optional(),
  redirect_uri_options: z.array(z.string()).optional(),
  extra_authorize_params: z.record(z.string(), z.string()).optional(),
  extra_token_params: z.record(z.string(), z.string()).optional(),
  include_resource_parameter: z.boolean().optional(),
});

export const serverAuthSchema: z.ZodType<McpServerAuth> = section<McpServerAuth>(PATH, {
  api_key: z.string().optional(),
  oauth: oauthClientSchema.optional(),
});
