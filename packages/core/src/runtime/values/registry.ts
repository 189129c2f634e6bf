/**
 * Definitions by name. The last one of a name wins, so that test runners and watchers can reload a file.
 */
export class Registry<Definition extends { readonly name: string }> {
  readonly #definitions = new Map<string, Definition>();
  readonly #added = new WeakSet<object>();

  add(definition: Definition): void {
    this.#definitions.set(definition.name, definition);
    this.#added.add(definition);
  }

  /** Whether a value was added, also if its name is taken since. */
  has(value: object): value is Definition {
    return this.#added.has(value);
  }

  get(name: string): Definition | undefined {
    return this.#definitions.get(name);
  }

  names(): string[] {
    return [...this.#definitions.keys()].toSorted();
  }
}
