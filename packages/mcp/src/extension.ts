import type { HostExtension } from '@mcp-agent/core/engine';
import { mcpConnections } from './connections.ts';
import { jsonSchemaChecker } from './schema-checker.ts';

/**
 * Gives activities access to the MCP servers in the settings, and to JSON Schema validation. Each server is connected
 * on first use and disconnected when the host closes. Default extension of this project's executors.
 */
export const mcpExtension: HostExtension = {
  name: 'mcp',
  resources: [mcpConnections, jsonSchemaChecker],
  // Agent sessions live in this process, so their calls must run here.
  isStateful: ({ mcp }) => Object.values(mcp?.servers ?? {}).some(({ session }) => session === 'per_agent'),
};
