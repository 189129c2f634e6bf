import { type SmallSet, forEachElement, withElement, withoutElement } from './small-set.ts';
import type { Wait } from './wait.ts';

/** Calls a function inside the workflow's context. */
interface Owner {
  enter<T>(fn: () => T): T;
}

/** The conditions that one workflow waits for. */
export class Conditions {
  readonly #owner: Owner | undefined;
  #waiting: SmallSet<Condition>;
  #checking: NodeJS.Immediate | undefined;

  /** @param owner the run that the predicates belong to */
  constructor(owner?: Owner) {
    this.#owner = owner;
  }

  /** Adds a condition. Dispose of the result to stop waiting. */
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
   * Schedules an evaluation of all predicates, after all code that can run now has run: that code may still change
   * what a predicate reads.
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
   * Resolves when all code that can run now has run and no condition holds. A replaying engine awaits this between
   * two events, so that conditions are always evaluated after each event.
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
    // The resumed code may make another condition true.
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

  /** Settles the wait if the predicate holds or throws. Returns whether it settled. */
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
