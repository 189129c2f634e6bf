import { setImmediate as nextTurn } from 'node:timers/promises';
import { testTimeout } from '../support/test-timeout.ts';

// Taken before anything is patched.
const { setTimeout: setRealTimeout, clearTimeout: clearRealTimeout } = globalThis;
const realNow = Date.now;

/** How many turns of the event loop without an event mean that a workflow waits. */
const QUIET_TURNS = 10;
/** How long something may come from where nobody looks, in milliseconds. */
export const PATIENCE_MS: number = testTimeout(10_000);

interface Timer {
  readonly due: number;
  readonly fire: () => void;
}

/** Lets a workflow come to where it waits. */
export async function untilQuiet(changes: () => number): Promise<void> {
  let before = changes();
  for (let turns = 0; turns < QUIET_TURNS; turns += 1) {
    await nextTurn();
    if (changes() !== before) turns = -1;
    before = changes();
  }
}

/** A time that passes at once where nothing but timers is waited for. */
export class VirtualTime {
  readonly #base: () => number;
  readonly #timers = new Set<Timer>();
  #skippedMs = 0;
  #busy = 0;
  #changes = 0;
  #change = Promise.withResolvers<void>();

  /** @param base the time to which what is skipped is added, in milliseconds since 1970. Default: the real one */
  constructor(base: () => number = realNow) {
    this.#base = base;
  }

  now(): number {
    return this.#base() + this.#skippedMs;
  }

  /** Calls back after that long; call what is returned to let go of it. */
  startTimer(ms: number, fire: () => void): () => void {
    const timer: Timer = { due: this.now() + ms, fire };
    this.#timers.add(timer);
    this.#changed();
    return () => {
      this.#timers.delete(timer);
      this.#changed();
    };
  }

  /** Timers take the time that they say while it runs. */
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
   * Lets time pass until a run is over. While `during` goes on, timers take the time that they say.
   *
   * @returns false when the run waits for what did not come in {@link PATIENCE_MS}
   */
  async pass(run: Promise<unknown>, during: Promise<unknown>): Promise<boolean> {
    const state = { over: false, outside: true };
    const ended = (): void => {
      state.over = true;
      this.#changed();
    };
    run.then(ended, ended);
    const silent = (): void => {
      state.outside = false;
      this.#changed();
    };
    during.then(silent, silent);
    while (!state.over) {
      if (this.#busy > 0) {
        // Somebody does something real: timers take the time that they say.
        const due = this.#next();
        if (due === undefined) await this.#change.promise;
        else if (!(await this.#changeWithin(due.due - this.now()))) this.#fire(due);
        continue;
      }
      await untilQuiet(() => this.#changes);
      if (state.over || this.#busy > 0) continue;
      const next = this.#next();
      if (next !== undefined && (!state.outside || next.due <= this.now())) this.#fire(next);
      else if (next !== undefined) await this.#changeWithin(next.due - this.now());
      else if (state.outside) await this.#change.promise;
      else if (!(await this.#changeWithin(PATIENCE_MS))) return false;
    }
    return true;
  }

  /** Moves time on by that much, and lets what is due happen, one after the other. */
  async advance(ms: number): Promise<void> {
    const end = this.now() + ms;
    for (;;) {
      await untilQuiet(() => this.#changes);
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
