import { fileURLToPath } from 'node:url';
import type { McpServerSettings } from '@mcp-agent/mcp';

/** @param failing number of starts that fail */
export function shopSettings(folder: string, failing = 0): McpServerSettings {
  const program = fileURLToPath(new URL('shop-server.ts', import.meta.url));
  return { command: process.execPath, args: [program, folder, String(failing)] };
}
