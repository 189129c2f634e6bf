export { type CreateExecutorOptions, createExecutor } from './engine/create-executor.ts';
export { type Config, type LoadConfigOptions, loadConfig } from './load/load-config.ts';
export type { ConfigWarning } from './load/warning.ts';
export type { ExecutionEngine } from './settings.ts';
