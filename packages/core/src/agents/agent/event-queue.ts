/** A queue between two parts of a workflow, in order of insertion. */
export class EventQueue<T> implements AsyncIterable<T, void, undefined> {
  #items: T[] = [];
  #ended = false;
  #wake: () => void = () => {};

  readonly push = (item: T): void => {
    this.#items.push(item);
    this.#wake();
  };

  /** Marks the queue as complete. */
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
