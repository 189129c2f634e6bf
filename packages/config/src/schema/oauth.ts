import type { OAuthSettings, TokenStoreSettings } from '@mcp-agent/mcp';
import { z } from 'zod';
import { section } from './section.ts';

/** The settings that a file can contain: `authorize` is a function, and a token store of your own an object. */
interface OAuthFile extends Omit<OAuthSettings, 'authorize' | 'tokenStore'> {
  readonly tokenStore?: TokenStoreSettings;
}

const tokenStoreSchema = section<TokenStoreSettings>('oauth.token_store', {
  backend: z.enum(['memory', 'file', 'redis']).optional(),
  path: z.string().optional(),
  refresh_leeway_seconds: z.int().min(0).optional(),
});

export const oauthSchema: z.ZodType<OAuthSettings> = section<OAuthFile>('oauth', {
  token_store: tokenStoreSchema.optional(),
  flow_timeout_seconds: z.int().min(30).optional(),
  callback_base_url: z.string().optional(),
  loopback_ports: z.array(z.int().min(1).max(65_535)).optional(),
});
