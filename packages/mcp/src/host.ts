import { AsyncLocalStorage } from 'node:async_hooks';
import type { Settings } from '@mcp-agent/core';
import { ActivityHost, provideActivityStorage } from '@mcp-agent/core/engine';
import { mcpConnections } from './connections.ts';
import { schemaChecker } from './schema-checker.ts';

provideActivityStorage(new AsyncLocalStorage());

/**
 * Makes the host that an engine runs activities on: it holds the settings and the connections to their MCP
 * servers, opens each on first use, and ends them all when it is closed.
 *
 * @param options.worker by what name activities can be sent to this host and no other: needed for sessions of
 * agents' own (`session: per_agent`) where an engine has several hosts
 *
 * @example
 * ```ts
 * const host = createActivityHost({ mcp: { servers: { fetch: { command: 'uvx', args: ['mcp-server-fetch'] } } } });
 * ```
 */
export function createActivityHost(
  settings: Settings,
  options: { readonly worker?: string } = {},
): ActivityHost {
  return new ActivityHost({ settings, toolSource: mcpConnections, schemaChecker, ...options });
}
