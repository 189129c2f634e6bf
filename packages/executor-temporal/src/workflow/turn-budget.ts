import * as temporal from '@temporalio/workflow';
import { NEXT_TASK_TIMER } from '../internal-names.ts';

/**
 * Temporal accepts at most 4 MiB in the response to one workflow task. A single value has up to 2 MB. The error that
 * ends a run, those of rejected updates, results of queries and the envelope are not counted here.
 */
const MAX_TASK_BYTES = 2_000_000;

/**
 * Limits the bytes that a workflow sends in one workflow task; the rest waits for the next task. Order is preserved,
 * and the same in every replay.
 */
export class TurnBudget {
  #task = -1;
  #sent = 0;
  #last: Promise<void> | undefined;
  readonly #deliveries = new Set<Promise<unknown>>();

  /** Sends now or in a later workflow task. */
  send<T>(bytes: number, begin: () => Promise<T>): Promise<T> {
    const room = this.room(bytes);
    return room === undefined ? begin() : room.then(begin);
  }

  /**
   * Like {@link send}, for operations that must reach the server even if the run ends: a signal, or the start of a
   * child. The server drops them if the run ends in the same workflow task.
   */
  deliver<T>(bytes: number, begin: () => Promise<T>): Promise<T> {
    const delivery = this.send(bytes, begin);
    const done = (): void => {
      this.#deliveries.delete(delivery);
    };
    this.#deliveries.add(delivery);
    delivery.then(done, done);
    return delivery;
  }

  /** Resolves when the server has processed all deliveries; `undefined` if none is pending. */
  delivered(): Promise<unknown> | undefined {
    return this.#deliveries.size === 0 ? undefined : Promise.allSettled(this.#deliveries);
  }

  /** Reserves room. Resolves when it is available; `undefined` if it is available now. */
  room(bytes: number): Promise<void> | undefined {
    if (this.#last === undefined && this.#take(bytes)) return undefined;
    const waiting = this.#wait(bytes, this.#last);
    this.#last = waiting;
    void waiting.then(() => {
      if (this.#last === waiting) this.#last = undefined;
    });
    return waiting;
  }

  async #wait(bytes: number, before: Promise<void> | undefined): Promise<void> {
    await before;
    while (!this.#take(bytes)) await nextTask();
  }

  #take(bytes: number): boolean {
    const task = temporal.workflowInfo().historyLength;
    if (task !== this.#task) {
      this.#task = task;
      this.#sent = 0;
    }
    if (this.#sent > 0 && this.#sent + bytes > MAX_TASK_BYTES) return false;
    this.#sent += bytes;
    return true;
  }
}

/**
 * Waits for the next workflow task, which a timer triggers. The timer is not a step of the workflow and cannot be
 * cancelled.
 */
function nextTask(): Promise<void> {
  return temporal.CancellationScope.nonCancellable(() => temporal.sleep(1, { summary: NEXT_TASK_TIMER }));
}
