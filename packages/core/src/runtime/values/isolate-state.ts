/**
 * What a process has one of; in Temporal's isolate, each workflow run. It is kept in the global object, which each
 * run has to itself there, and not in a variable of a module: modules of this package are evaluated once for all
 * runs, or a thousand runs would have them in memory a thousand times.
 *
 * @param key a symbol of the module whose it is; made by `Symbol.for` where all copies of this package share the state
 * @param make makes it when it is first asked for: within the run that it is for
 */
export function isolateState<T>(key: symbol, make: () => T): T {
  const found: T | undefined = Reflect.get(globalThis, key);
  if (found !== undefined) return found;
  const made = make();
  Reflect.set(globalThis, key, made);
  return made;
}
