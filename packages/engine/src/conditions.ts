import { Few } from './few.ts';

interface Condition {
  readonly predicate: () => boolean;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** What the branches of one workflow wait to become true. */
export class Conditions {
  readonly #waiting = new Few<Condition>();
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
      this.#waiting.forEach((condition) => this.#look(condition));
    });
  }

  /**
   * Resolves when all code that can run now has run, and no condition holds any more. An engine that replays
   * waits for this between two events, so that they are always seen one by one.
   */
  async settled(): Promise<void> {
    do {
      this.check();
      await new Promise<void>((resolve) => {
        setImmediate(resolve);
      });
    } while (this.#checking !== undefined);
  }

  clear(): void {
    this.#waiting.clear();
    clearImmediate(this.#checking);
    this.#checking = undefined;
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
