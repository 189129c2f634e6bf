import { Countdown } from './countdown.ts';

/** The time limits of all that is under way on a connection, which stand still together. */
export class Countdowns {
  readonly #running = new Set<Countdown>();

  /** Starts one; call what it gives to end it. */
  start(ms: number, onEnd: () => void): () => void {
    const countdown = new Countdown(ms, onEnd);
    this.#running.add(countdown);
    return () => {
      countdown.stop();
      this.#running.delete(countdown);
    };
  }

  /** Has those that run now stand still until the function that it gives is called. */
  pause(): () => void {
    const paused = [...this.#running];
    for (const countdown of paused) countdown.pause();
    return () => {
      for (const countdown of paused) countdown.resume();
    };
  }
}
