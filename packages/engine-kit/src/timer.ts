/** The longest delay of one Node.js timer, in milliseconds. A longer wait uses several. */
const MAX_MS = 2 ** 31 - 1;

/** Calls `callback` after `ms` milliseconds, with no upper limit. Dispose of the result to cancel. */
export function startTimer(ms: number, callback: () => void): Disposable {
  return ms <= MAX_MS ? setTimeout(callback, ms) : new LongTimer(ms, callback);
}

class LongTimer implements Disposable {
  readonly #due: number;
  readonly #callback: () => void;
  #timer: NodeJS.Timeout;

  constructor(ms: number, callback: () => void) {
    this.#due = Date.now() + ms;
    this.#callback = callback;
    this.#timer = this.#next();
  }

  #next(): NodeJS.Timeout {
    const left = this.#due - Date.now();
    if (left <= MAX_MS) return setTimeout(this.#callback, left);
    return setTimeout(() => {
      this.#timer = this.#next();
    }, MAX_MS);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
