import { ApplicationError } from '@mcp-agent/core/errors';

/** The kinds of odd values that code can throw. */
export type Odd =
  | 'plain'
  | 'surrogate'
  | 'surrogateType'
  | 'long'
  | 'longCause'
  | 'longDetails'
  | 'bare'
  | 'getter'
  | 'proxy'
  | 'traps'
  | 'errors'
  | 'reserved'
  | 'symbol'
  | 'nothing';

/** Functions that create the odd values. */
const ODD: Readonly<Record<Odd, () => unknown>> = {
  plain: () => new Error('plain'),
  surrogate: () => new Error('lone \ud800 end'),
  surrogateType: () => new ApplicationError('odd type', { type: 'Lone\udfff' }),
  long: () => new Error('x'.repeat(800_000)),
  longCause: () => new Error('outer', { cause: new Error('€'.repeat(800_000)) }),
  longDetails: () => new ApplicationError('much', { details: { text: 'x'.repeat(1_900_000) } }),
  bare: () => {
    const bare: Record<string, unknown> = Object.assign(Object.create(null), { self: undefined });
    bare['self'] = bare;
    return bare;
  },
  getter: () =>
    Object.defineProperty(new Error('hidden'), 'message', {
      get: () => {
        throw new Error('not for you');
      },
    }),
  proxy: revoked,
  traps: () => {
    const trap = (): never => {
      throw new Error('not for you');
    };
    return new Proxy(new ApplicationError('trapped'), { ownKeys: trap, getOwnPropertyDescriptor: trap });
  },
  errors: () => Object.assign(new AggregateError([], 'many'), { errors: revoked() }),
  reserved: () => Object.assign(new ApplicationError('named'), { stack: 7, cause: { odd: true } }),
  symbol: () => Symbol('odd'),
  nothing: () => undefined,
};

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

/** Throws an odd value. */
export function throwOdd(how: Odd): never {
  throw ODD[how]();
}
