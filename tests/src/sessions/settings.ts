import { fileURLToPath } from 'node:url';
import type { Settings } from '@mcp-agent/core';

/** The settings of the counter, with one session per agent. */
export function sessionSettings(sessionIdleSeconds?: number): Settings {
  const counter = {
    command: process.execPath,
    args: [fileURLToPath(new URL('counter-server.ts', import.meta.url))],
    session: 'per_agent' as const,
    ...(sessionIdleSeconds !== undefined && { sessionIdleSeconds }),
  };
  return { mcp: { servers: { counter } }, logger: { type: 'none' } };
}
