import { openWorker } from './open-worker.ts';
import type { WorkerOptions } from './options.ts';
import type { TemporalWorker } from './temporal-worker.ts';

const GRACE_SECONDS = 10;

/**
 * Starts a worker in this process, for development and tests. In production, use `runWorker`.
 *
 * @throws {@link WorkflowBundleError} when the workflow file cannot run in the isolate, or `workflowBundle` has
 * another version or lacks a workflow of the file
 * @throws {@link EngineUnavailableError} when the server is not reachable, unless `waitForServer` is set
 */
export async function startWorker(options: WorkerOptions): Promise<TemporalWorker> {
  const { waitForServer = false } = options;
  return openWorker(options, { graceSeconds: GRACE_SECONDS, waitForServer });
}
