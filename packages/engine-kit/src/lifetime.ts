import { ExecutorClosedError } from '@mcp-agent/core/errors';
import { OpenWaits } from './open-waits.ts';

/** Whether an executor is open. Closing it rejects pending calls. */
export class Lifetime {
  readonly #waits = new OpenWaits();
  #closed = false;

  /** @throws {@link ExecutorClosedError} */
  check(): void {
    if (this.#closed) throw closed();
  }

  /**
   * Awaits an operation outside this process. Rejects with {@link ExecutorClosedError} if the executor closes first.
   */
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
  return new ExecutorClosedError('The executor is closed. Create a new executor.');
}
