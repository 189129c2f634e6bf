/** A replacement of a property. */
export interface Patch {
  readonly target: object;
  readonly key: PropertyKey;
  /** Returns the new property for the current one. */
  readonly replace: (original: PropertyDescriptor) => PropertyDescriptor;
}

interface Applied {
  readonly target: object;
  readonly key: PropertyKey;
  readonly original: PropertyDescriptor;
  readonly patched: PropertyDescriptor;
}

/** Applies patches, and returns the function that reverts them. Skips properties that are missing or not configurable. */
export function applyPatches(patches: readonly Patch[]): () => void {
  const applied: Applied[] = [];
  for (const { target, key, replace } of patches) {
    const original = Object.getOwnPropertyDescriptor(target, key);
    if (original?.configurable !== true) continue;
    const patched: PropertyDescriptor = { ...replace(original), configurable: true };
    Object.defineProperty(target, key, patched);
    applied.push({ target, key, original, patched });
  }
  return () => {
    for (const { target, key, original, patched } of applied.toReversed()) {
      const now = Object.getOwnPropertyDescriptor(target, key);
      // Keep a value that other code has set meanwhile.
      if (now?.get === patched.get && now?.value === patched.value)
        Object.defineProperty(target, key, original);
    }
  };
}

/** Creates a patch that wraps a function. */
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
