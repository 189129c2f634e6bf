/**
 * Maximum depth of a check: schemas in schemas, references and values in values together. Also ends a reference that
 * leads back to itself. The call stack of every runtime holds more.
 */
const MAX_DEPTH = 500;

/** Thrown when a check needs more work than its budget, or what only the worker thread may do. */
export class BudgetExceeded extends Error {
  override readonly name = 'BudgetExceeded';
}

/** Thrown when a check is nested too deeply. */
class TooDeep extends Error {
  override readonly name = 'TooDeep';

  constructor() {
    super(`it is nested more than ${MAX_DEPTH} levels deep, or a reference leads back to itself`);
  }
}

/**
 * The work that one check may do. A unit is about the work of one keyword: 0.1 to 0.3 µs. Everything whose cost depends
 * on the schema or the value spends units before it starts, so that the budget bounds the time.
 */
export class Budget {
  #left: number;
  #depth = 0;

  constructor(units: number) {
    this.#left = units;
  }

  /** @throws {@link BudgetExceeded} */
  spend(units: number): void {
    this.#left -= units;
    if (this.#left < 0) throw new BudgetExceeded('The check needs more work than its budget.');
  }

  /** Whether nothing but time limits the work: on the worker thread. */
  get isUnlimited(): boolean {
    return this.#left === Infinity;
  }

  /** Runs a step one level deeper. */
  descend<T>(step: () => T): T {
    if (this.#depth >= MAX_DEPTH) throw new TooDeep();
    this.#depth += 1;
    const result = step();
    this.#depth -= 1;
    return result;
  }
}
