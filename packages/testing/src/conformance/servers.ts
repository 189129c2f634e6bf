import { fileURLToPath } from 'node:url';
import type { Settings } from '@mcp-agent/core';

interface ServerSettings {
  readonly command: string;
  readonly args: string[];
}

/** What the suite's activities are given: a server with tools, one that is slow to start, and one that cannot. */
export function conformanceSettings(): Settings & {
  readonly mcp: { readonly servers: Record<string, ServerSettings> };
} {
  return {
    logger: { type: 'none' },
    mcp: {
      servers: {
        tools: server('tools'),
        'slow-starter': server('tools', '500'),
        broken: server('broken'),
      },
    },
  };
}

function server(name: string, ...args: string[]): ServerSettings {
  const file = fileURLToPath(import.meta.resolve(`@mcp-agent/testing/conformance/${name}-server`));
  return { command: process.execPath, args: [file, ...args] };
}
