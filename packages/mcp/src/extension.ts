import type { HostExtension } from '@mcp-agent/core/engine';
import { mcpConnections } from './connections.ts';
import { ajvChecker } from './schema-checker.ts';

/**
 * Lets activities reach the MCP servers in the settings, and check values against JSON Schemas. Each server is connected
 * to on first use; the connections end with the host. It is the default extension of the executors of this project.
 */
export const mcpExtension: HostExtension = {
  name: 'mcp',
  resources: [mcpConnections, ajvChecker],
  // Sessions that agents have of their own stay in the process: their calls must find it.
  isStateful: ({ mcp }) => Object.values(mcp?.servers ?? {}).some(({ session }) => session === 'per_agent'),
};
