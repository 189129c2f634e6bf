import * as temporal from '@temporalio/workflow';
import { NEXT_TASK_TIMER } from '../internal-names.ts';

/**
 * Temporal takes at most 4 MiB in the answer to one workflow task. A single value has up to 2 MB, and beside what is
 * counted here there are errors, answers to queries and the frame.
 */
const MAX_TASK_BYTES = 2_000_000;

/**
 * Counts what a workflow sends in one workflow task, and has what is too much wait for the next one. Whatever is sent
 * is sent in the order in which it was asked for, and the same at every replay.
 */
export class TurnBudget {
  #task = -1;
  #sent = 0;
  #last: Promise<void> | undefined;
  readonly #deliveries = new Set<Promise<unknown>>();

  /** Sends something, at once or in a later workflow task. */
  send<T>(bytes: number, begin: () => Promise<T>): Promise<T> {
    const room = this.room(bytes);
    return room === undefined ? begin() : room.then(begin);
  }

  /**
   * {@link send} for what goes out although the run ends: a signal, or the start of a child. The server drops it when
   * the run ends in the same workflow task.
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

  /** Resolves when the server has done what the run delivers; `undefined` when it has. */
  delivered(): Promise<unknown> | undefined {
    return this.#deliveries.size === 0 ? undefined : Promise.allSettled(this.#deliveries);
  }

  /** Resolves when there is room; `undefined` when there is now. The room is taken. */
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

/** A timer is what makes a next workflow task. It is no step of the workflow's, and no cancellation reaches it. */
function nextTask(): Promise<void> {
  return temporal.CancellationScope.nonCancellable(() => temporal.sleep(1, { summary: NEXT_TASK_TIMER }));
}
