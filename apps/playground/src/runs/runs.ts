import { randomUUID } from 'node:crypto';
import type { JsonValue } from '@mcp-agent/core';
import { isCancellation, TerminatedError } from '@mcp-agent/core/errors';
import type { Engine } from '../engine/engine.ts';
import { EngineProcessEndedError } from '../engine/engine-process.ts';
import type { Mark, RunStatus } from '../interface/run.ts';
import { followRun } from './follow-run.ts';
import { Run } from './run.ts';
import { untilStopped } from './until-stopped.ts';
import type { Versions } from './versions.ts';

/** Maximum number of ended runs to keep. */
const MAX_ENDED = 100;
const MAX_NAME_IN_ID = 100;

/** Starts the runs of the playground and keeps the last ones. */
export class Runs implements AsyncDisposable {
  readonly #versions: Versions;
  readonly #stop: AbortController = new AbortController();
  /** Cancels all runs. */
  readonly #signal: AbortSignal;
  readonly #runs = new Map<string, Run>();

  constructor(versions: Versions, signal: AbortSignal) {
    this.#versions = versions;
    this.#signal = AbortSignal.any([signal, this.#stop.signal]);
  }

  /** Whether the playground is stopping. */
  get stopped(): boolean {
    return this.#signal.aborted;
  }

  /** Returns the runs, oldest first. */
  list(): readonly Run[] {
    return [...this.#runs.values()];
  }

  get(engine: string, id: string): Run | undefined {
    return this.#runs.get(`${engine}/${id}`);
  }

  /** Returns a new run ID with the workflow's name, well-formed and short enough for every engine. */
  newId(workflow: string): string {
    return `${workflow.slice(0, MAX_NAME_IN_ID).toWellFormed()}-${randomUUID().slice(0, 8)}`;
  }

  /** Starts a workflow. The returned run reports its outcome. */
  start(engine: Engine, { id, workflow, input }: { id: string; workflow: string; input: JsonValue }): Run {
    const run = new Run({ id, engine: engine.kind.name, workflow, input }, this.#versions);
    this.#runs.set(`${run.engine}/${id}`, run);
    this.#forgetOldest();
    void this.#execute(run, engine, workflow, input);
    return run;
  }

  /** Adds an event of an engine's process to its runs. */
  mark(engine: string, kind: Mark['kind'], pid: number): void {
    for (const run of this.list()) {
      if (run.engine === engine) run.mark(kind, pid);
    }
  }

  /** Cancels all runs and waits until they have ended. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.list().map((run) => run.ended));
  }

  async #execute(run: Run, engine: Engine, workflow: string, input: JsonValue): Promise<void> {
    const signal = this.#signal;
    const stopNotes = this.#noteOpening(run, engine);
    try {
      const client = await engine.start();
      stopNotes();
      signal.throwIfAborted();
      run.begin();
      await client.start(workflow, run.id, input);
      const result = untilStopped(client, run.id, signal);
      const followed = followRun(client, run, result);
      try {
        const answer = await result;
        await followed;
        run.complete(answer);
      } finally {
        // Print the last steps before the outcome, even after a failure.
        await followed;
      }
    } catch (failure) {
      stopNotes();
      run.fail(failure, signal.aborted ? 'cancelled' : statusOf(failure, run));
    }
  }

  /** Copies the notes of the engine's start to the run. */
  #noteOpening(run: Run, engine: Engine): () => void {
    let copied = engine.state === 'opening' ? 0 : engine.view().notes.length;
    return this.#versions.onChange(() => {
      const { notes } = engine.view();
      if (notes.length < copied) copied = 0;
      const fresh = notes.slice(copied);
      copied = notes.length;
      for (const note of fresh) run.note(note);
    });
  }

  #forgetOldest(): void {
    const over = [...this.#runs].filter(([, run]) => !run.isOpen);
    for (const [key] of over.slice(0, Math.max(0, over.length - MAX_ENDED))) this.#runs.delete(key);
  }
}

function statusOf(
  failure: unknown,
  run: Run,
): Exclude<RunStatus, 'opening' | 'running' | 'paused' | 'completed'> {
  // A process that exits while it starts holds no run yet.
  if (failure instanceof EngineProcessEndedError) return run.hasBegun ? 'lost' : 'failed';
  if (TerminatedError.isInstance(failure)) return 'terminated';
  return isCancellation(failure) ? 'cancelled' : 'failed';
}
