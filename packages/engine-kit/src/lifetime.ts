import { ExecutorClosedError } from '@mcp-agent/core/errors';
import { OpenWaits } from './open-waits.ts';

/** How long an executor can be used: until it is closed, and those who wait are told then. */
export class Lifetime {
  readonly #waits = new OpenWaits();
  #closed = false;

  /** @throws {@link ExecutorClosedError} */
  check(): void {
    if (this.#closed) throw closed();
  }

  /** Waits for something that goes on elsewhere; rejects with an {@link ExecutorClosedError} when it is closed first. */
  async wait<T>(ask: () => Promise<T>): Promise<T> {
    this.check();
    return this.#waits.until(ask(), closed);
  }

  end(): void {
    this.#closed = true;
    this.#waits.end();
  }
}

function closed(): ExecutorClosedError {
  return new ExecutorClosedError('The executor is closed. Create another one.');
}
