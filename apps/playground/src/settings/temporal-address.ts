import type { Config } from '@mcp-agent/config';

/** What `loadConfig` says where nobody said anything. */
const DEFAULT_HOST = 'localhost:7233';

/**
 * The Temporal server that the user named, or nothing, so that one is started. A configuration does not tell
 * a default from the same words in a file: who means the default address says so with TEMPORAL_ADDRESS.
 */
export function configuredAddress({ temporal }: Config): string | undefined {
  if (temporal.host !== DEFAULT_HOST || (process.env['TEMPORAL_ADDRESS'] ?? '') !== '') return temporal.host;
  return undefined;
}
