export { createExecutor, TemporalExecutor, type TemporalExecutorOptions } from './client/executor.ts';
export type { TemporalOptions } from './options.ts';
// Named here so that whoever installs the engine has the settings' section `mcp` in its types.
export type { McpServerSettings, McpSettings } from '@mcp-agent/mcp';
