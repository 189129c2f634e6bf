import { Listeners } from '../interface/listeners.ts';

/**
 * Numbers the changes of what the page shows. A reader that has everything up to a version needs only later ones, so
 * it can reconnect without a gap and without a buffer on the server.
 */
export class Versions {
  readonly #listeners = new Listeners();
  /** Calls a function on every change. Returns a function that stops that. */
  readonly onChange: Listeners['add'] = this.#listeners.add;
  #last = 0;

  /** Returns a new version. Call `notify` after the change. */
  next(): number {
    this.#last += 1;
    return this.#last;
  }

  /** Notifies the listeners of changes. */
  notify(): void {
    this.#listeners.notify();
  }
}
