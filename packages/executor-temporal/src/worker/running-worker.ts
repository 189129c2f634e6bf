import type { LogLine } from '@mcp-agent/engine-kit';
import type { Worker } from '@temporalio/worker';
import type { TemporalWorker } from './temporal-worker.ts';

/** How long an activity may ignore its cancellation. */
const FORCE_MS = 5_000;

/** What a {@link RunningWorker} consists of, besides the SDK's workers. */
export interface RunningWorkerParts {
  readonly taskQueue: string;
  readonly address: string;
  readonly graceSeconds: number;
  readonly log: LogLine;
  /** Names of the activities that run. */
  readonly running: () => readonly string[];
  /** Ends heartbeats and closes what activities use. */
  readonly release: () => Promise<void>;
  /** Closes the connection, which is possible only if all workers have ended. */
  readonly disconnect: () => Promise<void>;
}

/** The SDK's workers of one `TemporalWorker`, from their start to their end. */
export class RunningWorker implements TemporalWorker {
  readonly stopped: Promise<void>;
  readonly #workers: readonly Worker[];
  readonly #parts: RunningWorkerParts;
  readonly #forced = Promise.withResolvers<void>();
  #force: NodeJS.Timeout | undefined;
  #isForced = false;

  constructor(workers: readonly Worker[], parts: RunningWorkerParts) {
    this.#workers = workers;
    this.#parts = parts;
    this.stopped = this.#run();
    // Prevent an unhandled rejection: callers may never await `stopped`.
    this.stopped.catch(() => {});
  }

  get taskQueue(): string {
    return this.#parts.taskQueue;
  }

  get address(): string {
    return this.#parts.address;
  }

  /** Whether activities were left behind because they ignored their cancellation. */
  get isForced(): boolean {
    return this.#isForced;
  }

  async close(): Promise<void> {
    this.#stop();
    await this.stopped;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #run(): Promise<void> {
    // If one worker stops, stop the other too.
    const ended = Promise.all(this.#workers.map((worker) => worker.run().finally(() => this.#stop())));
    try {
      await Promise.race([ended, this.#forced.promise]);
    } finally {
      clearTimeout(this.#force);
      await this.#parts.release();
      if (!this.#isForced) await this.#parts.disconnect();
      // The workers may still end by themselves.
      else void ended.then(() => this.#parts.disconnect()).catch(() => {});
    }
  }

  #stop(): void {
    for (const worker of this.#workers) if (worker.getState() === 'RUNNING') worker.shutdown();
    if (this.#force !== undefined) return;
    const { graceSeconds, log, running } = this.#parts;
    this.#force = setTimeout(() => this.#leaveRunning(), graceSeconds * 1_000 + FORCE_MS);
    const count = running().length;
    if (count === 0) return;
    log(
      'info',
      `Worker ${process.pid} stops. Its running activities, ${count}, have up to ${graceSeconds} s to finish.`,
      {},
    );
  }

  #leaveRunning(): void {
    this.#isForced = true;
    const activities = [...this.#parts.running()];
    this.#parts.log(
      'error',
      `Worker ${process.pid} leaves activities that ignore their cancellation. Have them end when their signal is aborted.`,
      { activities },
    );
    this.#forced.resolve();
  }
}
