import { Worker } from 'node:worker_threads';
import { messageOf } from '@mcp-agent/core/host';
import type { Validation } from './validate.ts';

/** Timeout of the start of a thread, on a busy machine. */
const MAX_START_MS = 10_000;
/** How long the checks before one may take, without the starts of threads. */
const MAX_WAIT_MS = 5_000;
/** How long an idle thread lives. */
const MAX_IDLE_MS = 30_000;
const MAX_HEAP_MB = 128;

/** A schema and a value, as JSON. */
export interface CheckJob {
  readonly schema: string;
  readonly value: string;
  readonly noun: string;
}

/** What came of a job. `timeout`: it needs too much time or memory. `unavailable`: no thread could take it. */
export type CheckOutcome =
  | { readonly kind: 'done'; readonly validation: Validation }
  | { readonly kind: 'timeout' | 'unavailable'; readonly reason: string };

/**
 * Runs checks on a worker thread, one at a time, so that none blocks the process. A check that reaches the time limit
 * ends with the thread, and the next check starts another one. An idle thread never keeps the process alive.
 */
export class CheckThread {
  #queue: Promise<unknown> = Promise.resolve();
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  /** How long all checks took so far. */
  #checkingMs = 0;
  readonly #file: URL;
  readonly #timeoutMs: number;

  /** @param timeoutMs timeout of a check, in milliseconds */
  constructor(file: URL, timeoutMs: number) {
    this.#file = file;
    this.#timeoutMs = timeoutMs;
  }

  run(job: CheckJob): Promise<CheckOutcome> {
    const before = this.#checkingMs;
    const outcome = this.#queue.then((): Promise<CheckOutcome> | CheckOutcome =>
      this.#checkingMs - before > MAX_WAIT_MS
        ? { kind: 'unavailable', reason: 'other checks took too long' }
        : this.#runNow(job),
    );
    this.#queue = outcome;
    return outcome;
  }

  async #runNow(job: CheckJob): Promise<CheckOutcome> {
    clearTimeout(this.#idle);
    try {
      this.#worker ??= await this.#start();
    } catch (error) {
      return { kind: 'unavailable', reason: `its worker thread does not start: ${messageOf(error)}` };
    }
    const worker = this.#worker;
    const startedAt = performance.now();
    const answer = nextMessage<Validation>(worker, this.#timeoutMs);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
    worker.postMessage(job);
    try {
      const validation = await answer;
      this.#idle = setTimeout(() => this.#end(worker), MAX_IDLE_MS).unref();
      return { kind: 'done', validation };
    } catch (error) {
      this.#end(worker);
      return { kind: 'timeout', reason: messageOf(error) };
    } finally {
      this.#checkingMs += performance.now() - startedAt;
    }
  }

  async #start(): Promise<Worker> {
    // The thread inherits no flags and no secrets.
    const worker = new Worker(this.#file, {
      execArgv: [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    worker.unref();
    // It may also end between checks.
    const onEnd = (): void => this.#end(worker);
    worker.on('error', onEnd).on('exit', onEnd);
    try {
      await nextMessage(worker, MAX_START_MS);
      return worker;
    } catch (error) {
      this.#end(worker);
      throw error;
    }
  }

  #end(worker: Worker): void {
    if (this.#worker === worker) this.#worker = undefined;
    worker.terminate().catch(() => {});
  }
}

/** Resolves with the thread's next message. Rejects when it fails or ends, or at the timeout. */
function nextMessage<T>(worker: Worker, timeoutMs: number): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const onExit = (): void => reject(new Error('the worker thread ended'));
  // This timer keeps the process alive while it waits; the thread does not.
  const timer = setTimeout(() => reject(new Error(`it takes more than ${timeoutMs} ms`)), timeoutMs);
  worker.once('message', resolve).once('error', reject).once('exit', onExit);
  const stop = (): void => {
    clearTimeout(timer);
    worker.off('message', resolve).off('error', reject).off('exit', onExit);
  };
  promise.then(stop, stop);
  return promise;
}
