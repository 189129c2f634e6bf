import { setImmediate as nextTurn } from 'node:timers/promises';
import { testTimeout } from '../support/test-timeout.ts';

// Captured before the portability check patches them.
const { setTimeout: setRealTimeout, clearTimeout: clearRealTimeout } = globalThis;
const realNow = Date.now;

/** The number of turns of the event loop without a change after which a workflow counts as waiting. */
const QUIET_TURNS = 10;
/** How long a run may wait without timers and activities, in milliseconds. */
export const MAX_SILENT_MS: number = testTimeout(10_000);

interface Timer {
  readonly due: number;
  readonly fire: () => void;
}

/** Waits until the workflows wait. */
export async function waitUntilQuiet(changes: () => number): Promise<void> {
  let before = changes();
  for (let turns = 0; turns < QUIET_TURNS; turns += 1) {
    await nextTurn();
    if (changes() !== before) turns = -1;
    before = changes();
  }
}

/** A clock that skips to the next timer while only timers are pending. */
export class VirtualTime {
  readonly #base: () => number;
  readonly #timers = new Set<Timer>();
  #skippedMs = 0;
  #busy = 0;
  #changes = 0;
  #change = Promise.withResolvers<void>();

  /** @param base returns the time without the skipped time, in milliseconds since 1970. Default: the real time */
  constructor(base: () => number = realNow) {
    this.#base = base;
  }

  now(): number {
    return this.#base() + this.#skippedMs;
  }

  /** Starts a timer, and returns the function that stops it. */
  startTimer(ms: number, fire: () => void): () => void {
    const timer: Timer = { due: this.now() + ms, fire };
    this.#timers.add(timer);
    this.#changed();
    return () => {
      this.#timers.delete(timer);
      this.#changed();
    };
  }

  /** Makes timers take real time until a promise settles. */
  async busyWhile<T>(running: Promise<T>): Promise<T> {
    this.#busy += 1;
    this.#changed();
    try {
      return await running;
    } finally {
      this.#busy -= 1;
      this.#changed();
    }
  }

  /**
   * Advances the time until a run ends. While `during` is pending, timers take real time.
   *
   * @returns false if the run waits longer than {@link MAX_SILENT_MS} without a timer
   */
  async pass(run: Promise<unknown>, during: Promise<unknown>): Promise<boolean> {
    const state = { over: false, duringPending: true };
    const ended = (): void => {
      state.over = true;
      this.#changed();
    };
    run.then(ended, ended);
    const duringEnded = (): void => {
      state.duringPending = false;
      this.#changed();
    };
    during.then(duringEnded, duringEnded);
    while (!state.over) {
      if (this.#busy > 0) {
        // An activity runs: timers take real time.
        const due = this.#next();
        if (due === undefined) await this.#change.promise;
        else if (!(await this.#changeWithin(due.due - this.now()))) this.#fire(due);
        continue;
      }
      await waitUntilQuiet(() => this.#changes);
      if (state.over || this.#busy > 0) continue;
      const next = this.#next();
      if (next !== undefined && (!state.duringPending || next.due <= this.now())) this.#fire(next);
      else if (next !== undefined) await this.#changeWithin(next.due - this.now());
      else if (state.duringPending) await this.#change.promise;
      else if (!(await this.#changeWithin(MAX_SILENT_MS))) return false;
    }
    return true;
  }

  /** Advances the time, and fires the timers that are due, in order. */
  async advance(ms: number): Promise<void> {
    const end = this.now() + ms;
    for (;;) {
      await waitUntilQuiet(() => this.#changes);
      const next = this.#next();
      if (next === undefined || next.due > end) break;
      this.#fire(next);
    }
    this.#skippedMs += Math.max(0, end - this.now());
  }

  #next(): Timer | undefined {
    return [...this.#timers].toSorted((left, right) => left.due - right.due)[0];
  }

  #fire(timer: Timer): void {
    this.#timers.delete(timer);
    this.#skippedMs += Math.max(0, timer.due - this.now());
    timer.fire();
    this.#changed();
  }

  async #changeWithin(ms: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<boolean>((resolve) => {
      timer = setRealTimeout(() => resolve(false), Math.min(ms, 2 ** 31 - 1));
    });
    const changed = await Promise.race([this.#change.promise.then(() => true), tooLate]);
    clearRealTimeout(timer);
    return changed;
  }

  #changed(): void {
    this.#changes += 1;
    this.#change.resolve();
    this.#change = Promise.withResolvers();
  }
}
