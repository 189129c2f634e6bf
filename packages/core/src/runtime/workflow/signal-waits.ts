import type { JsonValue } from '../values/json.ts';

/** Somebody who waits for the next signal of a name. */
export interface SignalWait {
  readonly name: string;
  /** What the signal carries, once it has come. */
  args: JsonValue[] | undefined;
}

/**
 * Those in a workflow who wait for signals, in the order they came. Most of the time there is one: only from the
 * second on does it take the room of a map.
 */
export class SignalWaits {
  /** The one who waited when nobody else did: of those for this name the first. */
  #first: SignalWait | undefined;
  #others: Map<string, SignalWait[]> | undefined;

  add(name: string): SignalWait {
    const wait: SignalWait = { name, args: undefined };
    const others = this.#others?.get(name);
    if (others !== undefined) others.push(wait);
    else if (this.#first === undefined && (this.#others?.size ?? 0) === 0) this.#first = wait;
    else (this.#others ??= new Map()).set(name, [wait]);
    return wait;
  }

  /** The names that somebody waits for. */
  names(): string[] {
    const others = [...(this.#others?.keys() ?? [])];
    return this.#first === undefined ? others : [this.#first.name, ...others];
  }

  /** Gives a signal to the one who has waited longest for it, if there is one. */
  give(name: string, args: JsonValue[]): boolean {
    const next = this.#first?.name === name ? this.#first : this.#others?.get(name)?.[0];
    if (next === undefined) return false;
    next.args = args;
    this.remove(next);
    return true;
  }

  remove(wait: SignalWait): void {
    if (wait === this.#first) {
      this.#first = undefined;
      return;
    }
    const others = this.#others?.get(wait.name) ?? [];
    const index = others.indexOf(wait);
    if (index >= 0) others.splice(index, 1);
    if (others.length === 0) this.#others?.delete(wait.name);
  }
}
