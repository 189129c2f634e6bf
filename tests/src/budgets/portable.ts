import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ROOT } from '../../../scripts/packages.ts';
import type { Settings } from '@mcp-agent/core';

/** The file of the portable workflow: the playground's, and the first README's. */
export const PORTABLE: URL = pathToFileURL(join(ROOT, 'apps/playground/src/workflows/research.ts'));

/** What it is asked. */
export const QUERY = 'What does https://example.com/durable say?';

/**
 * What its activities are given.
 *
 * @param baseUrl the stand-in's
 * @param log the file in which its MCP server counts
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
