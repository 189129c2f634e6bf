// oxlint-disable import/no-unassigned-import -- these two register the activities
import './call-tool.ts';
import './list-tools.ts';
// oxlint-enable import/no-unassigned-import

export { type CallToolOptions, McpConnections, mcpConnections } from './connections.ts';
export { createActivityHost } from './host.ts';
export type { ToolInvocation, ToolResult } from './tool-invocation.ts';
export type { McpRoot, McpServerSettings, McpSettings, McpTransport } from './settings.ts';
