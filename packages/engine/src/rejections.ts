type Claim = (reason: unknown) => boolean;

const KEY = Symbol.for('@mcp-agent/engine/rejection-claims');

/**
 * Has a part of this process take unhandled rejections that are its own. One that no part takes keeps Node's default
 * and the program's own listeners; one that is taken reaches neither.
 *
 * @param claim is called where the promise was rejected, so that `AsyncLocalStorage` tells whose it is; returns whether
 * it is the caller's
 */
export function claimRejections(claim: Claim): void {
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

/**
 * Stands before `process.emit`. A listener could not do this: with one, Node's default is off for every rejection of
 * the process, and the program's own listeners, which may end it, would hear of a workflow's.
 */
function intercept(all: readonly Claim[]): void {
  process.emit = new Proxy(process.emit, {
    apply: (emit, self, args): boolean =>
      (args[0] === 'unhandledRejection' && all.some((claim) => claim(args[1]))) ||
      Reflect.apply(emit, self, args),
  });
}
