import { ExecutorClosedError } from '@mcp-agent/core';

/** How long an executor can be used: until it is closed, and those who wait are told then. */
export class Lifetime {
  readonly #waiting = new Set<(error: ExecutorClosedError) => void>();
  #closed = false;

  /** @throws {@link ExecutorClosedError} */
  check(): void {
    if (this.#closed) throw closed();
  }

  /** Waits for something that goes on elsewhere; rejects with an {@link ExecutorClosedError} when it is closed first. */
  async wait<T>(ask: () => Promise<T>): Promise<T> {
    this.check();
    const { promise, reject } = Promise.withResolvers<never>();
    this.#waiting.add(reject);
    try {
      return await Promise.race([ask(), promise]);
    } finally {
      this.#waiting.delete(reject);
    }
  }

  end(): void {
    this.#closed = true;
    for (const reject of this.#waiting) reject(closed());
  }
}

function closed(): ExecutorClosedError {
  return new ExecutorClosedError('The executor is closed. Create another one.');
}
