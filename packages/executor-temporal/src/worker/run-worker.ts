import { createLogger } from '@mcp-agent/engine-kit';
import { openWorker } from './open-worker.ts';
import type { WorkerOptions } from './options.ts';
import { StopRequests } from './stop-requests.ts';
import { childBundle, superviseWorkers } from './supervisor.ts';
import { onSupervisor } from './supervisor-channel.ts';
import type { TemporalWorker } from './temporal-worker.ts';

/** Options for {@link runWorker}. */
export interface RunWorkerOptions extends WorkerOptions {
  /**
   * Number of worker processes; each is restarted when it dies. Default: `settings.temporal.workerCount`. If neither
   * is set, this process is the worker.
   */
  readonly workerCount?: number;
}

/** Longer than a tool call may take by default, which is 300 seconds. */
const GRACE_SECONDS = 330;

/**
 * Runs workers until the process receives SIGTERM or SIGINT. The workers then accept no more work and have up to
 * `shutdownGraceSeconds` to finish, and the promise resolves. A second signal ends the process at once, with status 1.
 * So does an activity that ignores its cancellation, 5 seconds after the grace period. The calling script is the
 * worker's whole program.
 *
 * While the server is not reachable, the workers wait for it and log that they do.
 *
 * @example
 * ```ts
 * import { runWorker } from '@mcp-agent/executor-temporal/worker';
 *
 * await runWorker({ workflows: new URL('./workflows.ts', import.meta.url), taskQueue: 'agents' });
 * ```
 *
 * @throws {@link WorkflowBundleError} when the workflow file cannot run in the isolate
 * @throws {@link EngineUnavailableError} when the server is not reachable and `waitForServer` is false
 */
export async function runWorker(options: RunWorkerOptions): Promise<void> {
  const workerCount = options.workerCount ?? options.settings?.temporal?.workerCount;
  const workflowBundle = workerCount === undefined ? undefined : childBundle();
  if (workerCount !== undefined && workflowBundle === undefined) {
    return superviseWorkers(workerCount, options, graceSecondsOf(options));
  }
  await runInProcess({ ...options, ...(workflowBundle !== undefined && { workflowBundle }) });
  if (workflowBundle !== undefined) process.disconnect?.();
}

function graceSecondsOf({ shutdownGraceSeconds, settings }: WorkerOptions): number {
  return shutdownGraceSeconds ?? settings?.temporal?.shutdownGraceSeconds ?? GRACE_SECONDS;
}

async function runInProcess(options: WorkerOptions): Promise<void> {
  const { waitForServer = true, settings = {} } = options;
  const log = createLogger(settings);
  const stop = new AbortController();
  const onStop = (): void => stop.abort();
  using _requests = new StopRequests(onStop, () => {
    log('warn', `Worker ${process.pid} ends at once, because it was asked to stop twice.`, {});
    process.exit(1);
  });
  using _supervisor = onSupervisor(onStop);
  const worker = await openWorker(options, {
    graceSeconds: GRACE_SECONDS,
    waitForServer,
    stop: stop.signal,
  }).catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  if (worker === undefined) return;
  if (stop.signal.aborted) void worker.close();
  else stop.signal.addEventListener('abort', () => void worker.close(), { once: true });
  logReady(worker, options);
  await worker.stopped;
  // What ignores its cancellation would keep the process alive.
  if (worker.isForced) process.exit(1);
}

/** Logs that the worker is ready. A healthy worker logs nothing else. */
function logReady(worker: TemporalWorker, { settings }: WorkerOptions): void {
  if (settings?.logger?.type === 'none') return;
  process.stderr.write(
    `Worker ${process.pid} polls task queue "${worker.taskQueue}" at ${worker.address}.\n`,
  );
}
