import { fileURLToPath } from 'node:url';
import type { Settings } from '@mcp-agent/core';

/**
 * Returns the settings of the counter, with one session per agent.
 *
 * @param gate a file for which the server waits before it starts
 */
export function sessionSettings(sessionIdleSeconds?: number, gate?: string): Settings {
  const counter = {
    command: process.execPath,
    args: [
      fileURLToPath(new URL('counter-server.ts', import.meta.url)),
      ...(gate === undefined ? [] : [gate]),
    ],
    session: 'per_agent' as const,
    ...(sessionIdleSeconds !== undefined && { sessionIdleSeconds }),
  };
  return { mcp: { servers: { counter } }, logger: { type: 'none' } };
}
