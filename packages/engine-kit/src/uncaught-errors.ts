type Claim = (thrown: unknown) => boolean;

const KEY = Symbol.for('@mcp-agent/engine-kit/uncaught-claims');

/**
 * Has a part of this process take the errors that are its own and that nothing handles: rejected promises, and what
 * callbacks of timers and events throw. An error that no part takes keeps Node's default and the program's own
 * listeners; one that is taken reaches neither.
 *
 * Node 22 does not keep the `AsyncLocalStorage` of what a callback of `queueMicrotask` throws: there, it is nobody's.
 *
 * @param claim is called where the error was thrown, so that `AsyncLocalStorage` shows whose it is; returns whether it
 * is the caller's
 */
export function claimUncaughtErrors(claim: Claim): void {
  claims().push(claim);
}

/** The claims of this process; all copies of this package share them. */
function claims(): Claim[] {
  const known: Claim[] | undefined = Reflect.get(process, KEY);
  if (known !== undefined) return known;
  const made: Claim[] = [];
  Object.defineProperty(process, KEY, { value: made });
  intercept(made);
  return made;
}

const EVENTS: readonly unknown[] = ['unhandledRejection', 'uncaughtException'];

/**
 * Stands before `process.emit`. A listener could not do this: with one, Node's default is off for every error of the
 * process, and the program's own listeners, which may end it, would hear of a workflow's.
 */
function intercept(all: readonly Claim[]): void {
  process.emit = new Proxy(process.emit, {
    apply: (emit, self, args): boolean =>
      (EVENTS.includes(args[0]) && all.some((claim) => claim(args[1]))) || Reflect.apply(emit, self, args),
  });
}
