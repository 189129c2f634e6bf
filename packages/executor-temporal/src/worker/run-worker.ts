import { startWorker, type TemporalWorker } from './worker.ts';
import { childBundle, superviseWorkers } from './supervisor.ts';
import type { WorkerOptions } from './options.ts';

/** How worker processes are run. */
export interface RunWorkerOptions extends WorkerOptions {
  /**
   * How many processes work, each started again when it dies. Default: `settings.temporal.workerCount`; where
   * neither is given, this process is the worker.
   */
  readonly workerCount?: number;
}

/**
 * Runs workers until the process is told to stop (SIGTERM, SIGINT): then they take no more work, finish what
 * they do for up to 10 seconds, and it resolves. The script that calls it is a worker's whole program.
 *
 * @example
 * ```ts
 * import { runWorker } from '@mcp-agent/executor-temporal/worker';
 *
 * await runWorker({ workflows: new URL('./workflows.ts', import.meta.url), taskQueue: 'agents' });
 * ```
 *
 * @throws {@link WorkflowBundleError} when the workflow file cannot run in the isolate
 * @throws {@link EngineUnavailableError} when no server answers
 */
export async function runWorker(options: RunWorkerOptions): Promise<void> {
  const workerCount = options.workerCount ?? options.settings?.temporal?.workerCount;
  if (workerCount === undefined) return ready(await startWorker(options), options).stopped;
  const workflowBundle = childBundle();
  if (workflowBundle === undefined) return superviseWorkers(workerCount, options);
  const worker = ready(await startWorker({ ...options, workflowBundle }), options);
  // A supervisor that is gone can stop nobody: its workers stop themselves.
  process.once('disconnect', () => void worker.close());
  await worker.stopped;
  process.disconnect?.();
}

/** Says that the worker works: a worker says nothing else while all is well. */
function ready(worker: TemporalWorker, { settings }: RunWorkerOptions): TemporalWorker {
  if (settings?.logger?.type !== 'none') {
    process.stderr.write(
      `Worker ${process.pid} polls task queue "${worker.taskQueue}" at ${worker.address}.\n`,
    );
  }
  return worker;
}
