/**
 * A set of which there are a hundred thousand, each with one element or none most of the time: only from the
 * second on is it a `Set`. Whoever has one puts what these functions give in its place.
 */
export type Few<T extends object> = T | Set<T> | undefined;

export function withElement<T extends object>(few: Few<T>, element: T): Few<T> {
  if (few === undefined || few === element) return element;
  return few instanceof Set ? few.add(element) : new Set([few, element]);
}

export function withoutElement<T extends object>(few: Few<T>, element: T): Few<T> {
  if (!(few instanceof Set)) return few === element ? undefined : few;
  few.delete(element);
  return few.size === 0 ? undefined : few;
}

/** As a set's own `forEach`: what is taken out meanwhile is not visited any more. */
export function forEachElement<T extends object>(few: Few<T>, visit: (element: T) => void): void {
  if (few instanceof Set) few.forEach((element) => visit(element));
  else if (few !== undefined) visit(few);
}
