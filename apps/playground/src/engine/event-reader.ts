import { setImmediate } from 'node:timers/promises';
import type { WorkflowEvent, WorkflowHandle, WorkflowPosition } from '@mcp-agent/core';

const MAX_BATCH = 500;

/** Reads the events of a workflow in batches, for a reader in another process. */
export class EventReader {
  readonly #events: AsyncIterator<WorkflowEvent>;
  #next: Promise<IteratorResult<WorkflowEvent, unknown>>;
  #last: WorkflowPosition | undefined;

  constructor(handle: WorkflowHandle, after: WorkflowPosition | undefined) {
    this.#last = after;
    this.#events = handle.follow(after && { after })[Symbol.asyncIterator]();
    this.#next = this.#events.next();
  }

  /** Whether the last batch ended at this position. */
  isAt(place: WorkflowPosition | undefined): boolean {
    return this.#last?.runId === place?.runId && this.#last?.number === place?.number;
  }

  /** Waits for the next event, and returns it with those that are ready. Empty if the workflow has ended. */
  async read(): Promise<WorkflowEvent[]> {
    const batch: WorkflowEvent[] = [];
    do {
      const { done, value } = await this.#next;
      if (done === true) break;
      batch.push(value);
      this.#last = { runId: value.runId, number: value.number };
      this.#next = this.#events.next();
    } while (batch.length < MAX_BATCH && (await this.#isReady()));
    return batch;
  }

  /** Stops reading. */
  async close(): Promise<void> {
    this.#next.catch(() => {});
    await this.#events.return?.();
  }

  #isReady(): Promise<boolean> {
    const ready = this.#next.then(
      () => true,
      // The next call throws the error.
      () => false,
    );
    return Promise.race([ready, setImmediate(false)]);
  }
}
