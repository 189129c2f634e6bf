/** The timeouts of all pending operations on a connection, which can be paused together. */
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
    const paused = [...this.#running].map((countdown) => countdown.pause());
    return () => {
      for (const resume of paused) resume();
    };
  }
}

class Countdown {
  readonly #onEnd: () => void;
  #leftMs: number;
  #pauses = 0;
  #since = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(ms: number, onEnd: () => void) {
    this.#leftMs = ms;
    this.#onEnd = onEnd;
    this.#run();
  }

  /** Pauses the timeout until each returned function has been called. */
  pause(): () => void {
    if (this.#pauses === 0) {
      clearTimeout(this.#timer);
      this.#leftMs -= performance.now() - this.#since;
    }
    this.#pauses += 1;
    return () => {
      this.#pauses -= 1;
      if (this.#pauses === 0) this.#run();
    };
  }

  stop(): void {
    clearTimeout(this.#timer);
    // A later resume must not restart it.
    this.#pauses = Infinity;
  }

  #run(): void {
    this.#since = performance.now();
    this.#timer = setTimeout(this.#onEnd, Math.max(0, this.#leftMs));
  }
}
