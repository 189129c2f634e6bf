export { createExecutor, TemporalExecutor, type TemporalExecutorOptions } from './client/executor.ts';
export type { TemporalOptions } from './options.ts';
export type { McpServerSettings, McpSettings } from './worker/default-extensions.ts';
export type { DefaultIdPolicy, TemporalSettings } from './settings.ts';
