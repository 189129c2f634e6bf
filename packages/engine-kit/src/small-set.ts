/**
 * A set of which there are a hundred thousand, each with one element or none most of the time: only from the
 * second on is it a `Set`. Whoever has one puts what these functions give in its place.
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

/** As a set's own `forEach`: what is taken out meanwhile is not visited any more. */
export function forEachElement<T extends object>(set: SmallSet<T>, visit: (element: T) => void): void {
  if (set instanceof Set) set.forEach((element) => visit(element));
  else if (set !== undefined) visit(set);
}
