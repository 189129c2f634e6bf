/** A property that is put in another's place. */
export interface Patch {
  readonly target: object;
  readonly key: PropertyKey;
  /** Gives what stands there instead, from what stands there now. */
  readonly replace: (original: PropertyDescriptor) => PropertyDescriptor;
}

interface Applied {
  readonly target: object;
  readonly key: PropertyKey;
  readonly original: PropertyDescriptor;
  readonly ours: PropertyDescriptor;
}

/** Puts the patches in place; those of what is not there, or cannot be replaced, are passed over. */
export function applyPatches(patches: readonly Patch[]): () => void {
  const applied: Applied[] = [];
  for (const { target, key, replace } of patches) {
    const original = Object.getOwnPropertyDescriptor(target, key);
    if (original?.configurable !== true) continue;
    const ours: PropertyDescriptor = { ...replace(original), configurable: true };
    Object.defineProperty(target, key, ours);
    applied.push({ target, key, original, ours });
  }
  return () => {
    for (const { target, key, original, ours } of applied.toReversed()) {
      const now = Object.getOwnPropertyDescriptor(target, key);
      // What somebody else has put there since is not ours to take away.
      if (now?.get === ours.get && now?.value === ours.value) Object.defineProperty(target, key, original);
    }
  };
}

/** A patch that wraps the value of a property, and leaves the rest of it. */
export function wrapValue(target: object, key: PropertyKey, wrap: (value: Fn) => Fn): Patch {
  return {
    target,
    key,
    replace: (original) =>
      isFunction(original.value) ? { ...original, value: wrap(original.value) } : original,
  };
}

export type Fn = (this: unknown, ...args: unknown[]) => unknown;

export function isFunction(value: unknown): value is Fn {
  return typeof value === 'function';
}
