/** The parts of an object or array that keywords have evaluated, for `unevaluatedProperties` and `unevaluatedItems`. */
export class Evaluated {
  #all = false;
  readonly #names = new Set<string>();
  readonly #indexes = new Set<number>();
  /** All items before this one are evaluated. */
  #itemsTo = 0;

  addAll(): void {
    this.#all = true;
  }

  addName(name: string): void {
    this.#names.add(name);
  }

  addIndex(index: number): void {
    this.#indexes.add(index);
  }

  addItemsTo(end: number): void {
    this.#itemsTo = Math.max(this.#itemsTo, end);
  }

  hasName(name: string): boolean {
    return this.#all || this.#names.has(name);
  }

  hasIndex(index: number): boolean {
    return this.#all || index < this.#itemsTo || this.#indexes.has(index);
  }

  /** Adds what a schema that matched has evaluated, and returns the size of the work. */
  merge(other: Evaluated): number {
    this.#all ||= other.#all;
    this.#itemsTo = Math.max(this.#itemsTo, other.#itemsTo);
    for (const name of other.#names) this.#names.add(name);
    for (const index of other.#indexes) this.#indexes.add(index);
    return other.#names.size + other.#indexes.size;
  }
}
