/**
 * Definitions by name, because an engine refers to a definition only by its name. The last definition of a name
 * wins, so that test runners and watchers can reload a file.
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
