type Claim = (thrown: unknown) => boolean;

const KEY = Symbol.for('@mcp-agent/engine-kit/uncaught-claims');

/**
 * Lets a component claim its own uncaught errors: unhandled rejections, and exceptions thrown in timer and event
 * callbacks. A claimed error does not reach Node's default handling or the program's listeners; an unclaimed error
 * reaches both.
 *
 * Node 22 loses the `AsyncLocalStorage` context of an exception in a `queueMicrotask` callback, so that error stays
 * unclaimed.
 *
 * @param claim called in the context in which the error was thrown, so that `AsyncLocalStorage` identifies its owner;
 * returns whether the error belongs to the caller
 */
export function claimUncaughtErrors(claim: Claim): void {
  claims().push(claim);
}

/** Returns the claims of this process, shared by all copies of this package. */
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
 * Wraps `process.emit`. A listener would not do: it disables Node's default for every error of the process, and the
 * program's own listeners, which may end the process, would still receive a workflow's errors.
 */
function intercept(all: readonly Claim[]): void {
  process.emit = new Proxy(process.emit, {
    apply: (emit, self, args): boolean =>
      (EVENTS.includes(args[0]) && all.some((claim) => claim(args[1]))) || Reflect.apply(emit, self, args),
  });
}
