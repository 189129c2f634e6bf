/**
 * A compact set for a hundred thousand instances that mostly hold one element or none: it becomes a `Set` only with
 * the second element. Callers must store the returned value.
 */
export type SmallSet<T extends object> = T | Set<T> | undefined;

export function withElement<T extends object>(set: SmallSet<T>, element: T): SmallSet<T> {
  if (set === undefined || set === element) return element;
  return set instanceof Set ? set.add(element) : new Set([set, element]);
}

export function withoutElement<T extends object>(set: SmallSet<T>, element: T): SmallSet<T> {
  if (!(set instanceof Set)) return set === element ? undefined : set;
  set.delete(element);
  return set.size === 0 ? undefined : set;
}

/** Visits each element, like `Set.prototype.forEach`: elements removed during the iteration are skipped. */
export function forEachElement<T extends object>(set: SmallSet<T>, visit: (element: T) => void): void {
  if (set instanceof Set) set.forEach((element) => visit(element));
  else if (set !== undefined) visit(set);
}
