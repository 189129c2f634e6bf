import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ROOT } from '../../../scripts/packages.ts';
import type { Settings } from '@mcp-agent/core';

/** The file of the portable workflow, the one of the playground and of the root README. */
export const PORTABLE: URL = pathToFileURL(join(ROOT, 'apps/playground/src/workflows/research.ts'));

/** Its input. */
export const QUERY = 'What does https://example.com/durable say?';

/**
 * Returns the settings for its activities.
 *
 * @param baseUrl URL of the stand-in model
 * @param log file in which the MCP server counts
 */
export function settingsFor(
  baseUrl: string,
  log: string,
): Settings & {
  readonly openai: { readonly baseUrl: string; readonly apiKey: string };
  readonly mcp: { readonly servers: Record<string, { readonly command: string; readonly args: string[] }> };
} {
  const server = fileURLToPath(new URL('programs/fetch-server.ts', import.meta.url));
  return {
    logger: { type: 'none' },
    openai: { baseUrl, apiKey: 'none' },
    mcp: { servers: { fetch: { command: process.execPath, args: [server, log] } } },
  };
}
