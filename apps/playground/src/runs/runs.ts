import { randomUUID } from 'node:crypto';
import { isCancellation } from '@mcp-agent/core';
import type { Engines } from '../engine/engines.ts';
import { research } from '../workflows.ts';
import { followHistory } from './follow-history.ts';
import { Run } from './run.ts';
import { untilStopped } from './until-stopped.ts';

/** So many runs that have ended can still be looked at. */
const KEPT = 50;

/** The runs of this playground: starts them, and knows the last ones. */
export class Runs implements AsyncDisposable {
  readonly #engines: Engines;
  readonly #stop: AbortController = new AbortController();
  /** Ends every run, and the opening of engines. */
  readonly #signal: AbortSignal;
  readonly #runs = new Map<string, Run>();

  constructor(engines: Engines, signal: AbortSignal) {
    this.#engines = engines;
    this.#signal = AbortSignal.any([signal, this.#stop.signal]);
  }

  /** The oldest first. */
  list(): readonly Run[] {
    return [...this.#runs.values()];
  }

  get(id: string): Run | undefined {
    return this.#runs.get(id);
  }

  /** Starts the portable workflow with a question. What becomes of it, the run tells. */
  start(engine: string, question: string): Run {
    const run = new Run({ id: randomUUID(), engine, question });
    this.#runs.set(run.id, run);
    this.#forgetOldest();
    void this.#execute(run, engine, question);
    return run;
  }

  /** Cancels what runs, and waits until it has ended. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.list().map((run) => run.ended));
  }

  async #execute(run: Run, engineName: string, question: string): Promise<void> {
    const signal = this.#signal;
    try {
      const onProgress = (message: string): void => run.note(message);
      const { executor, broken } = await this.#engines.get(engineName, { onProgress, signal });
      signal.throwIfAborted();
      run.begin();
      const handle = await executor.startWorkflow(research, { query: question });
      const result = untilStopped(handle, signal);
      const followed = followHistory(handle, result, (steps) => run.follow(steps));
      try {
        const answer = await Promise.race([result, broken]);
        await followed;
        run.complete(answer);
      } finally {
        // What is on the screen last should be what happened last, also where it failed.
        await Promise.race([followed, broken]).catch(() => {});
      }
    } catch (failure) {
      run.fail(failure, signal.aborted || isCancellation(failure) ? 'cancelled' : 'failed');
    }
  }

  #forgetOldest(): void {
    const over = this.list().filter((run) => !run.isOpen);
    for (const { id } of over.slice(0, Math.max(0, over.length - KEPT))) this.#runs.delete(id);
  }
}
