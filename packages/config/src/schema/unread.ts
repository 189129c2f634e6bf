/**
 * Keys of mcp-agent that no package reads. A file may have them, with any content; loading warns about each, and
 * passes its content on without validation.
 */
export const UNREAD_KEYS: readonly string[] = [
  'name',
  'description',
  'agents',
  'authorization',
  'bedrock',
  'cohere',
  'env',
  'google',
  'lm_studio',
  'otel',
  'usage_telemetry',
  'anthropic.aws_access_key_id',
  'anthropic.aws_region',
  'anthropic.aws_secret_access_key',
  'anthropic.aws_session_token',
  'anthropic.location',
  'anthropic.profile',
  'anthropic.project',
  'anthropic.provider',
  'azure.credential_scopes',
  'logger.batch_size',
  'logger.flush_interval',
  'logger.http_endpoint',
  'logger.http_headers',
  'logger.http_timeout',
  'logger.max_queue_size',
  'logger.path',
  'logger.path_settings',
  'logger.progress_display',
  'logger.transports',
  'mcp.servers.<name>.auth.oauth.require_pkce',
  'mcp.servers.<name>.auth.oauth.use_internal_callback',
  'mcp.servers.<name>.description',
  'mcp.servers.<name>.name',
  'oauth.token_store.redis_prefix',
  'oauth.token_store.redis_url',
];

/** Sections of mcp-agent's providers that are named services here, and the provider of each. */
export const MOVED_SECTIONS: ReadonlyMap<string, string> = new Map([
  ['bedrock', 'ai-sdk'],
  ['cohere', 'ai-sdk'],
  ['google', 'ai-sdk'],
  ['lm_studio', 'openai'],
]);

/** Returns the names of the unread keys of a section, such as `mcp.servers.<name>`. */
export function unreadKeysOf(section: string): readonly string[] {
  const prefix = section === '' ? '' : `${section}.`;
  return UNREAD_KEYS.filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length))
    .filter((name) => !name.includes('.'));
}
