import type { AsyncioRun } from './run.ts';

/** As many runs as are kept, and where the last one of each id stands among them. */
interface Batch {
  readonly runs: AsyncioRun[];
  readonly latest: Map<string, number>;
}

/**
 * The last runs that have ended. They are kept in two batches, and the older one is dropped as a whole when the newer
 * one is full: a map out of which each was deleted by itself would be copied over and over, and its old copies keep
 * alive what was deleted, until the next full garbage collection.
 */
export class FinishedRuns {
  readonly #keep: number;
  #newer: Batch = emptyBatch();
  #older: Batch = emptyBatch();

  /** @param keep how many are known */
  constructor(keep: number) {
    this.#keep = keep;
  }

  add(run: AsyncioRun): void {
    if (this.#keep === 0) return;
    if (this.#newer.runs.length >= this.#keep) {
      this.#older = this.#newer;
      this.#newer = emptyBatch();
    }
    const { runs, latest } = this.#newer;
    latest.set(run.info.workflowId, runs.length);
    runs.push(run);
  }

  /** The last run of that id. */
  latest(workflowId: string): AsyncioRun | undefined {
    const newer = this.#newer.latest.get(workflowId);
    if (newer !== undefined) return this.#newer.runs[newer];
    const older = this.#older.latest.get(workflowId);
    return older !== undefined && older >= this.#newer.runs.length ? this.#older.runs[older] : undefined;
  }

  find(workflowId: string, runId: string): AsyncioRun | undefined {
    return this.all().find(({ info }) => info.workflowId === workflowId && info.runId === runId);
  }

  /** All that are known, those that ended first first. */
  all(): AsyncioRun[] {
    return [...this.#older.runs.slice(this.#newer.runs.length), ...this.#newer.runs];
  }
}

function emptyBatch(): Batch {
  return { runs: [], latest: new Map() };
}
