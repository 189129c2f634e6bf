import { z } from 'zod';
import { section } from './section.ts';

/** `oauth.token_store`: token storage. */
export interface TokenStoreSettings {
  /** Storage backend. Default: `memory`. */
  readonly backend: 'memory' | 'file' | 'redis';
  /** Folder, for `file`. */
  readonly path?: string;
  /** URL of Redis. */
  readonly redisUrl?: string;
  /** Prefix of all keys in Redis. Default: `mcp_agent:oauth_tokens`. */
  readonly redisPrefix: string;
  /** How long before its expiry a token is refreshed, in seconds. Default: 60. */
  readonly refreshLeewaySeconds: number;
}

/** The `oauth` section: how this application obtains tokens for servers. */
export interface OAuthSettings {
  /** Token storage. */
  readonly tokenStore: TokenStoreSettings;
  /** Timeout of an authorization, in seconds. Default: 300. */
  readonly flowTimeoutSeconds: number;
  /** Base URL of this application's own callbacks. */
  readonly callbackBaseUrl?: string;
  /** Ports for the callback on this machine; the first one is used. Default: 33418, 33419 and 33420. */
  readonly loopbackPorts: readonly number[];
}

const tokenStoreSchema: z.ZodType<TokenStoreSettings> = section<TokenStoreSettings>({
  backend: z
    .enum(['memory', 'file', 'redis'])
    .default('memory')
    .describe(
      'What keeps them. `redis` is refused when servers are used: give the settings a store of your own.',
    ),
  path: z.string().optional().describe('The folder that keeps them, for `file`.'),
  redis_url: z.string().optional().meta({ description: 'The address of Redis.', 'x-unused': true }),
  redis_prefix: z
    .string()
    .default('mcp_agent:oauth_tokens')
    .meta({ description: 'What every key in Redis starts with.', 'x-unused': true }),
  refresh_leeway_seconds: z
    .int()
    .min(0)
    .default(60)
    .describe('How long before its end a token is renewed, in seconds.'),
});

export const oauthSchema: z.ZodType<OAuthSettings> = section<OAuthSettings>({
  token_store: tokenStoreSchema.prefault({}).describe('Where tokens are kept.'),
  flow_timeout_seconds: z
    .int()
    .min(30)
    .default(300)
    .describe('How long an authorization may take, in seconds.'),
  callback_base_url: z.string().optional().describe("The base of this application's own callback URLs."),
  loopback_ports: z
    .array(z.int().min(1).max(65_535))
    .default([33_418, 33_419, 33_420])
    .describe('The port of the callback on this machine: the first of these.'),
});
