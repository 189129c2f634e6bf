export { bundleWorkflows } from './bundle.ts';
export type { WorkerOptions } from './options.ts';
export { runWorker, type RunWorkerOptions } from './run-worker.ts';
export { startWorker, type TemporalWorker } from './worker.ts';
