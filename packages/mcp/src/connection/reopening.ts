/** Delays before an event stream is reopened, in milliseconds. A waiting request needs its answer soon. */
const MAX_DELAY_MS = { waiting: 3_000, idle: 60_000 };
const MIN_DELAY_MS = 250;

/**
 * Decides when the event streams of a connection are reopened. A server that ends each stream at once, as some gateways
 * do, gets them less and less often; a message on a stream starts over.
 */
export class Reopening {
  readonly #isWaiting: () => boolean;
  #fruitless = 0;

  /** @param isWaiting whether a request waits for its response */
  constructor(isWaiting: () => boolean) {
    this.#isWaiting = isWaiting;
  }

  /** Called for each message of a stream. */
  readonly onMessage = (): void => {
    this.#fruitless = 0;
  };

  /**
   * Reopens a stream later. Returns a function that cancels this.
   *
   * @param delayMs the delay that the server asks for, or that of the SDK
   */
  readonly schedule = (reopen: () => void, delayMs: number): (() => void) => {
    const longest = Math.max(delayMs, this.#isWaiting() ? MAX_DELAY_MS.waiting : MAX_DELAY_MS.idle);
    const delay = Math.min(Math.max(delayMs, MIN_DELAY_MS) * 2 ** this.#fruitless, longest);
    this.#fruitless = Math.min(this.#fruitless + 1, 20);
    const timer = setTimeout(reopen, delay);
    return () => clearTimeout(timer);
  };
}
