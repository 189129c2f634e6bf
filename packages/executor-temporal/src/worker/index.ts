export { bundleWorkflows, type WorkflowBundle } from './made-bundle.ts';
export type { WorkerOptions } from './options.ts';
export { runWorker, type RunWorkerOptions } from './run-worker.ts';
export { startWorker, type TemporalWorker } from './worker.ts';
// Named here so that whoever installs the engine has the settings' section `mcp` in its types.
export type { McpServerSettings, McpSettings } from '@mcp-agent/mcp';
