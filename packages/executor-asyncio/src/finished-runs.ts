import type { RunLifecycle } from './run-lifecycle.ts';

/** A batch of finished runs, and the index of the latest run of each workflow ID. */
interface Batch {
  readonly runs: RunLifecycle[];
  readonly latest: Map<string, number>;
}

/**
 * The most recent finished runs, in two batches. When the newer batch is full, the older one is dropped as a whole.
 * Deleting entries one by one from a map would make V8 copy it repeatedly, and the old copies keep the deleted runs
 * alive until the next full garbage collection.
 */
export class FinishedRuns {
  readonly #keep: number;
  #newer: Batch = emptyBatch();
  #older: Batch = emptyBatch();

  /** @param keep number of runs to keep */
  constructor(keep: number) {
    this.#keep = keep;
  }

  add(run: RunLifecycle): void {
    if (this.#keep === 0) return;
    if (this.#newer.runs.length >= this.#keep) {
      this.#older = this.#newer;
      this.#newer = emptyBatch();
    }
    const { runs, latest } = this.#newer;
    latest.set(run.info.workflowId, runs.length);
    runs.push(run);
  }

  /** Returns the latest run with this workflow ID. */
  latest(workflowId: string): RunLifecycle | undefined {
    const newer = this.#newer.latest.get(workflowId);
    if (newer !== undefined) return this.#newer.runs[newer];
    const older = this.#older.latest.get(workflowId);
    return older !== undefined && older >= this.#newer.runs.length ? this.#older.runs[older] : undefined;
  }

  find(workflowId: string, runId: string): RunLifecycle | undefined {
    return this.all().find(({ info }) => info.workflowId === workflowId && info.runId === runId);
  }

  /** Returns all stored runs, in the order in which they ended. */
  all(): RunLifecycle[] {
    return [...this.#older.runs.slice(this.#newer.runs.length), ...this.#newer.runs];
  }
}

function emptyBatch(): Batch {
  return { runs: [], latest: new Map() };
}
