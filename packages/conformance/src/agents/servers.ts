import { fileURLToPath } from 'node:url';
import type { Settings } from '@mcp-agent/core';

interface ServerSettings {
  readonly command: string;
  readonly args: string[];
}

/**
 * Returns the suite's settings: servers with tools, with many tools, with a slow start, one that cannot start, and one of
 * MCP 2026-07-28 that asks back.
 */
export function agentSettings(): Settings & {
  readonly mcp: { readonly servers: Record<string, ServerSettings> };
} {
  return {
    logger: { type: 'none' },
    mcp: {
      servers: {
        tools: server('tools'),
        'slow-starter': server('tools', '500'),
        catalog: server('catalog'),
        broken: server('broken'),
        desk: server('desk'),
      },
    },
  };
}

function server(name: string, ...args: string[]): ServerSettings {
  const file = fileURLToPath(import.meta.resolve(`@mcp-agent/conformance/agents/${name}-server`));
  return { command: process.execPath, args: [file, ...args] };
}
