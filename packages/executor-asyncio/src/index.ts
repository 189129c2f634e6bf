export { AsyncioExecutor, createExecutor } from './executor.ts';
// Named here so that whoever installs the engine has the settings' section `mcp` in its types.
export type { McpServerSettings, McpSettings } from '@mcp-agent/mcp';
