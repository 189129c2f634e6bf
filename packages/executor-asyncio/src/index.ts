export { AsyncioExecutor, type AsyncioExecutorOptions, createExecutor } from './executor.ts';
export type { McpServerSettings, McpSettings } from './default-extensions.ts';
export type { AsyncioSettings } from './settings.ts';
