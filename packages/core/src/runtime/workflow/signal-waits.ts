import type { JsonValue } from '../values/json.ts';

/** A wait for the next signal with a name. */
export interface SignalWait {
  readonly name: string;
  /** The arguments of the signal, once it has arrived. */
  args: JsonValue[] | undefined;
}

/**
 * The signal waits of a workflow, in order. Most workflows have only one at a time, so the map is created for
 * the second.
 */
export class SignalWaits {
  /** The only wait when it was added. It is the oldest one for its name. */
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

  /** Returns the names of the signals that are waited for. */
  names(): string[] {
    const others = [...(this.#others?.keys() ?? [])];
    return this.#first === undefined ? others : [this.#first.name, ...others];
  }

  /** Delivers a signal to the oldest wait for it. Returns false if there is none. */
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
