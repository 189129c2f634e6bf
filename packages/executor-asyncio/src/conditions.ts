interface Condition {
  readonly predicate: () => boolean;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** What the branches of one workflow wait to become true. */
export class Conditions {
  readonly #waiting = new Set<Condition>();
  #checking: NodeJS.Immediate | undefined;

  /** Adds a condition; call what is returned to wait no more. */
  add(predicate: () => boolean, resolve: () => void, reject: (error: unknown) => void): () => void {
    const condition: Condition = { predicate, resolve, reject };
    this.#waiting.add(condition);
    this.check();
    return () => this.#waiting.delete(condition);
  }

  /**
   * Looks again, once all code that can run now has run: whatever the event set off may still change what a
   * predicate sees.
   */
  check(): void {
    if (this.#waiting.size === 0 || this.#checking !== undefined) return;
    this.#checking = setImmediate(() => {
      this.#checking = undefined;
      for (const condition of this.#waiting) this.#look(condition);
    });
  }

  clear(): void {
    this.#waiting.clear();
    clearImmediate(this.#checking);
  }

  #look(condition: Condition): void {
    try {
      if (!condition.predicate()) return;
      condition.resolve();
    } catch (error) {
      condition.reject(error);
    }
    this.#waiting.delete(condition);
    // What now goes on may make another condition true.
    this.check();
  }
}
