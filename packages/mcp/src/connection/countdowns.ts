import { Countdown } from './countdown.ts';

/** The timeouts of all pending operations on a connection, paused together. */
export class Countdowns {
  readonly #running = new Set<Countdown>();

  /** Starts a timeout. Returns a function that stops it. */
  start(ms: number, onEnd: () => void): () => void {
    const countdown = new Countdown(ms, onEnd);
    this.#running.add(countdown);
    return () => {
      countdown.stop();
      this.#running.delete(countdown);
    };
  }

  /** Pauses the running timeouts. Returns a function that resumes them. */
  pause(): () => void {
    const paused = [...this.#running];
    for (const countdown of paused) countdown.pause();
    return () => {
      for (const countdown of paused) countdown.resume();
    };
  }
}
