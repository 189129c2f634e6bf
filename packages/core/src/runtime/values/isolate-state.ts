/**
 * Returns state that exists once per process; in Temporal's isolate, once per workflow run. The state is a
 * property of the global object, which each run has to itself there, and not a module variable: modules of this
 * package are evaluated once for all runs, to save memory.
 *
 * @param key a symbol of the owning module; use `Symbol.for` if all copies of this package share the state
 * @param make creates the state on first use, within the run that it belongs to
 */
export function isolateState<T>(key: symbol, make: () => T): T {
  const found: T | undefined = Reflect.get(globalThis, key);
  if (found !== undefined) return found;
  const made = make();
  Reflect.set(globalThis, key, made);
  return made;
}
