const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** A signal that follows another this soon is the same request: npm passes on a SIGINT that the terminal also sends. */
const SAME_REQUEST_MS = 250;

/** The signals that ask this process to stop: the first one gracefully, the next one at once. */
export class StopRequests implements Disposable {
  readonly #onStop: () => void;
  readonly #onForce: () => void;
  #firstAt: number | undefined;

  constructor(onStop: () => void, onForce: () => void) {
    this.#onStop = onStop;
    this.#onForce = onForce;
    for (const signal of SIGNALS) process.on(signal, this.#onSignal);
  }

  [Symbol.dispose](): void {
    for (const signal of SIGNALS) process.off(signal, this.#onSignal);
  }

  readonly #onSignal = (): void => {
    if (this.#firstAt === undefined) {
      this.#firstAt = performance.now();
      this.#onStop();
    } else if (performance.now() - this.#firstAt > SAME_REQUEST_MS) this.#onForce();
  };
}
