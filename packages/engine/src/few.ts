/**
 * A set of which there are a hundred thousand, each with one element or none most of the time: only from the
 * second on does it take the room of a `Set`.
 */
export class Few<T> {
  #one: T | undefined;
  #all: Set<T> | undefined;

  get size(): number {
    return this.#all?.size ?? (this.#one === undefined ? 0 : 1);
  }

  add(element: T): void {
    if (this.#all !== undefined) this.#all.add(element);
    else if (this.#one === undefined || this.#one === element) this.#one = element;
    else this.#all = new Set([this.#one, element]);
  }

  delete(element: T): void {
    if (this.#all !== undefined) this.#all.delete(element);
    else if (this.#one === element) this.#one = undefined;
  }

  clear(): void {
    this.#one = undefined;
    this.#all = undefined;
  }

  /** As a set's own `forEach`: what is deleted meanwhile is not visited any more. */
  forEach(visit: (element: T) => void): void {
    if (this.#all !== undefined) this.#all.forEach((element) => visit(element));
    else if (this.#one !== undefined) visit(this.#one);
  }
}
