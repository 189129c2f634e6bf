/** Items that one part of a workflow makes and another takes, in the order in which they were made. */
export class EventQueue<T> implements AsyncIterable<T, void, undefined> {
  #items: T[] = [];
  #ended = false;
  #wake: () => void = () => {};

  readonly push = (item: T): void => {
    this.#items.push(item);
    this.#wake();
  };

  /** There will be no more. */
  readonly end = (): void => {
    this.#ended = true;
    this.#wake();
  };

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for (;;) {
      const items = this.#items;
      this.#items = [];
      yield* items;
      if (this.#items.length > 0) continue;
      if (this.#ended) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
