/** A timeout that can be paused. */
export class Countdown {
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

  /** Pauses the timeout until `resume` has been called as often as `pause`. */
  pause(): void {
    if (this.#pauses === 0) {
      clearTimeout(this.#timer);
      this.#leftMs -= performance.now() - this.#since;
    }
    this.#pauses += 1;
  }

  resume(): void {
    this.#pauses -= 1;
    if (this.#pauses === 0) this.#run();
  }

  stop(): void {
    clearTimeout(this.#timer);
    // A later `resume` must not restart it.
    this.#pauses = Infinity;
  }

  #run(): void {
    this.#since = performance.now();
    this.#timer = setTimeout(this.#onEnd, Math.max(0, this.#leftMs));
  }
}
