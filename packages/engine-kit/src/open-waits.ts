/** Waits that are rejected when their owner, such as a run or an executor, ends. */
export class OpenWaits {
  readonly #open = new Map<(error: Error) => void, () => Error>();

  /**
   * Waits for an answer.
   *
   * @param ended creates the error to throw if the owner ends first
   */
  async until<T>(answer: Promise<T>, ended: () => Error): Promise<T> {
    const { promise, reject } = Promise.withResolvers<never>();
    this.#open.set(reject, ended);
    try {
      return await Promise.race([answer, promise]);
    } finally {
      this.#open.delete(reject);
    }
  }

  end(): void {
    for (const [reject, ended] of this.#open) reject(ended());
  }
}
