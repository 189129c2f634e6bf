import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Settings } from '@mcp-agent/core';

interface ServerSettings {
  readonly command: string;
  readonly args: string[];
  readonly reconnectTimeoutSeconds?: number;
}

/**
 * Returns the suite's settings: servers with tools, with many tools, with a slow start, one that cannot start, one that
 * starts after some attempts, and one of MCP 2026-07-28 that asks back. Calls are retried soon, and not for long.
 */
export function agentSettings(): Settings & {
  readonly mcp: { readonly servers: Record<string, ServerSettings> };
} {
  return {
    logger: { type: 'none' },
    calls: {
      model: { retry: { initialInterval: 10, maximumInterval: 100, unavailableTimeout: { minutes: 1 } } },
    },
    mcp: {
      servers: {
        tools: server('tools'),
        'slow-starter': server('tools', '500'),
        catalog: server('catalog'),
        broken: { ...server('broken'), reconnectTimeoutSeconds: 0.5 },
        late: server('late', join(tmpdir(), `mcp-agent-late-${randomUUID()}`)),
        desk: server('desk'),
      },
    },
  };
}

function server(name: string, ...args: string[]): ServerSettings {
  const file = fileURLToPath(import.meta.resolve(`@mcp-agent/conformance/agents/${name}-server`));
  return { command: process.execPath, args: [file, ...args] };
}
