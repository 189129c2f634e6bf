import { DuplicateNameError } from '../errors/workflow.ts';
import { definedAt } from './defined-at.ts';

/** Definitions by their names: an engine has nothing but a name to find one by. */
export class Registry<Definition extends { readonly name: string }> {
  readonly #kind: string;
  readonly #definitions = new Map<string, { readonly definition: Definition; readonly made: Error }>();

  /** @param kind what is defined, in the plural, for errors */
  constructor(kind: string) {
    this.#kind = kind;
  }

  /**
   * Adds a definition. The same one may come again, when its file is loaded again: the last counts.
   *
   * @throws {@link DuplicateNameError} when another has its name
   */
  add(definition: Definition): void {
    const { name } = definition;
    const made = new Error();
    const former = this.#definitions.get(name);
    if (former !== undefined && !samePlace(former.made, made)) {
      throw new DuplicateNameError(
        `Two ${this.#kind} are named "${name}". An engine finds them by their names: rename one of them.`,
        { definitionName: name },
      );
    }
    this.#definitions.set(name, { definition, made });
  }

  get(name: string): Definition | undefined {
    return this.#definitions.get(name)?.definition;
  }

  names(): string[] {
    return [...this.#definitions.keys()].toSorted();
  }
}

function samePlace(former: Error, now: Error): boolean {
  const place = definedAt(now);
  return place !== undefined && definedAt(former) === place;
}
