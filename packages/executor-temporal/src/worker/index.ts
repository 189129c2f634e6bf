export { bundleWorkflows } from './workflow-bundle.ts';
export type { WorkerOptions, WorkflowBundle } from './options.ts';
export { runWorker, type RunWorkerOptions } from './run-worker.ts';
export type { TemporalWorker } from './temporal-worker.ts';
export { startWorker } from './worker.ts';
export type { McpServerSettings, McpSettings } from './default-extensions.ts';
