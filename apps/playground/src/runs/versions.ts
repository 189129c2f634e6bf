/**
 * Counts every change of what the page shows. Who has seen everything up to a version needs only what has a later
 * one: so a reader that lost its connection goes on without a gap, and nothing is kept for it meanwhile.
 */
export class Versions {
  readonly #listeners = new Set<() => void>();
  #last = 0;

  /** A version that nothing else has. Its change is told once it was made. */
  next(): number {
    this.#last += 1;
    return this.#last;
  }

  /** Tells that something has changed. */
  tell(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Has a function called when something has changed, until the function that it gives is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
