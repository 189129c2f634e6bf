/** A queue between two parts of a workflow, in order of insertion. */
export class EventQueue<T> {
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

  /** Waits for items, and removes them from the queue. Returns `undefined` at the end of the queue. */
  async take(): Promise<readonly T[] | undefined> {
    while (this.#items.length === 0) {
      if (this.#ended) return undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const items = this.#items;
    this.#items = [];
    return items;
  }
}
