const BEAT_MS = 250;
/** A beat that is later than this shows that the event loop was blocked. */
const LATE_MS = 500;
/** How long after it was blocked an event loop may still have to catch up. */
const CATCH_UP_MS = 2_000;

/** Shows another thread that the event loop of this one runs. */
export class Pulse implements Disposable {
  readonly buffer: SharedArrayBuffer = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  readonly #count = new Int32Array(this.buffer);
  readonly #timer: NodeJS.Timeout;
  #lastBeatAt = performance.now();
  #blockedAt = -Infinity;

  constructor() {
    this.#timer = setInterval(() => {
      Atomics.add(this.#count, 0, 1);
      if (this.#isLate()) this.#blockedAt = performance.now();
      this.#lastBeatAt = performance.now();
    }, BEAT_MS).unref();
  }

  /** Whether the event loop was blocked a moment ago, so that what it handles now may be late. */
  wasBlocked(): boolean {
    return this.#isLate() || performance.now() - this.#blockedAt < CATCH_UP_MS;
  }

  #isLate(): boolean {
    return performance.now() - this.#lastBeatAt > BEAT_MS + LATE_MS;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}

/** Watches the {@link Pulse} of another thread. */
export class PulseMonitor {
  readonly #count: Int32Array;
  #last: number;
  #changedAt = performance.now();

  constructor(buffer: SharedArrayBuffer) {
    this.#count = new Int32Array(buffer);
    this.#last = Atomics.load(this.#count, 0);
  }

  /** How long the other thread's event loop has been blocked, in milliseconds. */
  blockedMs(): number {
    const count = Atomics.load(this.#count, 0);
    const now = performance.now();
    if (count !== this.#last) {
      this.#last = count;
      this.#changedAt = now;
    }
    return now - this.#changedAt;
  }
}
