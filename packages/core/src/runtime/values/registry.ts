/**
 * Definitions by their names: an engine has nothing but a name to find one by. The last definition of a name counts, so
 * that a file may be loaded again, as test runners and watchers do.
 */
export class Registry<Definition extends { readonly name: string }> {
  readonly #definitions = new Map<string, Definition>();

  add(definition: Definition): void {
    this.#definitions.set(definition.name, definition);
  }

  get(name: string): Definition | undefined {
    return this.#definitions.get(name);
  }

  names(): string[] {
    return [...this.#definitions.keys()].toSorted();
  }
}
