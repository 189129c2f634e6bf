import { type SmallSet, forEachElement, withElement, withoutElement } from './small-set.ts';
import type { Wait } from './wait.ts';

/** Calls a function where the workflow's code finds its context. */
interface Owner {
  enter<T>(fn: () => T): T;
}

/** What the branches of one workflow wait to become true. */
export class Conditions {
  readonly #owner: Owner | undefined;
  #waiting: SmallSet<Condition>;
  #checking: NodeJS.Immediate | undefined;

  /** @param owner the run whose code the predicates are */
  constructor(owner?: Owner) {
    this.#owner = owner;
  }

  /** Adds a condition; dispose of what is returned to wait no more. */
  add(predicate: () => boolean, wait: Pick<Wait<void>, 'resolve' | 'reject'>): Disposable {
    const condition = new Condition(this, predicate, wait);
    this.#waiting = withElement(this.#waiting, condition);
    this.check();
    return condition;
  }

  remove(condition: Condition): void {
    this.#waiting = withoutElement(this.#waiting, condition);
  }

  /**
   * Looks again, once all code that can run now has run: whatever the event set off may still change what a
   * predicate sees.
   */
  check(): void {
    if (this.#waiting === undefined || this.#checking !== undefined) return;
    this.#checking = setImmediate(() => {
      this.#checking = undefined;
      const look = (): void => forEachElement(this.#waiting, (condition) => this.#look(condition));
      if (this.#owner === undefined) look();
      else this.#owner.enter(look);
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
    this.#waiting = undefined;
    clearImmediate(this.#checking);
    this.#checking = undefined;
  }

  #look(condition: Condition): void {
    if (!condition.look()) return;
    this.remove(condition);
    // What now goes on may make another condition true.
    this.check();
  }
}

class Condition implements Disposable {
  readonly #among: Conditions;
  readonly #predicate: () => boolean;
  readonly #wait: Pick<Wait<void>, 'resolve' | 'reject'>;

  constructor(among: Conditions, predicate: () => boolean, wait: Pick<Wait<void>, 'resolve' | 'reject'>) {
    this.#among = among;
    this.#predicate = predicate;
    this.#wait = wait;
  }

  /** Settles the wait if the predicate holds, or throws; tells whether it did. */
  look(): boolean {
    try {
      if (!this.#predicate()) return false;
      this.#wait.resolve();
    } catch (error) {
      this.#wait.reject(error);
    }
    return true;
  }

  [Symbol.dispose](): void {
    this.#among.remove(this);
  }
}
