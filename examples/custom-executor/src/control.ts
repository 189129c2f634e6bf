import type {
  HistoryStep,
  JsonValue,
  WorkflowDescription,
  WorkflowEvent,
  WorkflowInfo,
  WorkflowPosition,
} from '@mcp-agent/core';
import { followRuns, hasEnded, type Outcome, resultOf } from '@mcp-agent/engine-kit';
import {
  describeStored,
  type StoredControl,
  type ReplayedRun,
  type StoredRun,
} from '@mcp-agent/engine-kit/replay';

/** The part of the store that a control uses. */
export interface Runs {
  hasSignal(key: string): boolean;
  /** @throws WorkflowNotFoundError */
  find(workflowId: string, runId: string | undefined): StoredRun;
  /** Returns the run, resumed in this process. */
  load(stored: StoredRun): ReplayedRun;
  /** Waits for the end of the last run in the chain. */
  outcome(runId: string): Promise<Outcome>;
  stored(runId: string): StoredRun;
  terminate(stored: StoredRun, reason: string | undefined): void;
}

/** Controls a workflow of a file, for callers and other workflows. */
export class SqliteControl implements StoredControl {
  readonly workflowId: string;
  readonly runId: string;
  readonly #store: Runs;

  constructor(store: Runs, info: WorkflowInfo) {
    this.#store = store;
    this.workflowId = info.workflowId;
    this.runId = info.runId;
  }

  async result(): Promise<JsonValue> {
    const outcome = await this.#store.outcome(this.runId);
    return resultOf(this.#last().record.info, outcome);
  }

  async signal(name: string, args: JsonValue[], key?: string): Promise<void> {
    if (key !== undefined && this.#store.hasSignal(key)) return;
    await this.#open().post({ type: 'signal', name, args, ...(key !== undefined && { key }) });
  }

  async query(name: string, args: JsonValue[]): Promise<JsonValue> {
    return this.#store.load(this.#last()).query(name, args);
  }

  async update(name: string, args: JsonValue[]): Promise<JsonValue> {
    return this.#open().post({ type: 'update', name, args });
  }

  async cancel(): Promise<void> {
    const last = this.#last();
    if (last.state.closedAt === undefined) await this.#store.load(last).post({ type: 'cancel' });
  }

  terminate(reason: string | undefined): void {
    this.#store.terminate(this.#lastOpen(), reason);
  }

  describe(): WorkflowDescription {
    return describeStored(this.#last());
  }

  async history(): Promise<HistoryStep[]> {
    const run = this.#store.load(this.#last());
    await run.settled();
    return run.steps.list();
  }

  follow(after: WorkflowPosition | undefined, signal: AbortSignal): AsyncGenerator<WorkflowEvent, void> {
    return followRuns((runId = this.runId) => this.#replayed(runId), after, signal);
  }

  /** Returns a run with all its events. */
  async #replayed(runId: string): Promise<ReplayedRun> {
    for (;;) {
      const run = this.#store.load(this.#store.find(this.workflowId, runId));
      await run.settled();
      // A run that was terminated during its replay is replayed again.
      if (!run.replaying) return run;
    }
  }

  /** Returns the last run of a chain of continued runs. */
  #last(): StoredRun {
    let stored = this.#store.stored(this.runId);
    while (stored.state.next !== undefined) stored = this.#store.stored(stored.state.next);
    return stored;
  }

  #lastOpen(): StoredRun {
    const last = this.#last();
    if (last.state.closedAt === undefined) return last;
    throw hasEnded(this.workflowId, last.state.status);
  }

  #open(): ReplayedRun {
    return this.#store.load(this.#lastOpen());
  }
}
