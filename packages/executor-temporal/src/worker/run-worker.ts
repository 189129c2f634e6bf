import { startWorker, type TemporalWorker } from './worker.ts';
import { childBundle, superviseWorkers } from './supervisor.ts';
import type { WorkerOptions } from './options.ts';

/** Options for {@link runWorker}. */
export interface RunWorkerOptions extends WorkerOptions {
  /**
   * Number of worker processes; each is restarted when it dies. Default: `settings.temporal.workerCount`. If neither
   * is set, this process is the worker.
   */
  readonly workerCount?: number;
}

/**
 * Runs workers until the process receives SIGTERM or SIGINT. The workers then accept no more work and have up to 10
 * seconds to finish, and the promise resolves. The calling script is the worker's whole program.
 *
 * @example
 * ```ts
 * import { runWorker } from '@mcp-agent/executor-temporal/worker';
 *
 * await runWorker({ workflows: new URL('./workflows.ts', import.meta.url), taskQueue: 'agents' });
 * ```
 *
 * @throws {@link WorkflowBundleError} when the workflow file cannot run in the isolate
 * @throws {@link EngineUnavailableError} when the server is not reachable
 */
export async function runWorker(options: RunWorkerOptions): Promise<void> {
  const workerCount = options.workerCount ?? options.settings?.temporal?.workerCount;
  if (workerCount === undefined) return ready(await startWorker(options), options).stopped;
  const workflowBundle = childBundle();
  if (workflowBundle === undefined) return superviseWorkers(workerCount, options);
  const worker = ready(await startWorker({ ...options, workflowBundle }), options);
  // If the supervisor dies, its workers stop themselves.
  process.once('disconnect', () => void worker.close());
  await worker.stopped;
  process.disconnect?.();
}

/** Logs that the worker is ready. A healthy worker logs nothing else. */
function ready(worker: TemporalWorker, { settings }: RunWorkerOptions): TemporalWorker {
  if (settings?.logger?.type !== 'none') {
    process.stderr.write(
      `Worker ${process.pid} polls task queue "${worker.taskQueue}" at ${worker.address}.\n`,
    );
  }
  return worker;
}
