import { describe, expect, it, vi } from 'vitest';
import * as core from '../../errors.ts';
import { errorFromData, errorToData } from '../../runtime/errors/data.ts';
import { McpAgentError } from '../../runtime/errors/error.ts';

const ERROR_CLASSES = Object.values(core).filter(
  (value): value is typeof McpAgentError =>
    typeof value === 'function' && value.prototype instanceof McpAgentError,
);

describe('errors', () => {
  it('have unique codes', () => {
    const codes = ERROR_CLASSES.map((errorClass) => errorClass.code);
    expect(codes.length).toBeGreaterThan(25);
    expect(new Set([McpAgentError.code, ...codes]).size).toBe(codes.length + 1);
    for (const code of codes) expect(code).toMatch(/^[A-Z][A-Z_]*$/);
  });

  it.each(ERROR_CLASSES.map((one) => [one.name, one] as const))(
    'keep class, code and fields as data: %s',
    (_, errorClass) => {
      const error = new errorClass('what happened', { nonRetryable: true, cause: new TypeError('why') });
      const crossed = errorFromData(JSON.parse(JSON.stringify(errorToData(error))));
      expect(crossed).toBeInstanceOf(errorClass);
      expect(errorClass.isInstance(crossed)).toBe(true);
      expect(crossed).toMatchObject({
        name: errorClass.name,
        code: errorClass.code,
        message: 'what happened',
      });
      expect(crossed.nonRetryable).toBe(true);
      expect(crossed.stack).toBe(error.stack);
      expect(crossed.cause).toMatchObject({ code: 'APPLICATION', type: 'TypeError', message: 'why' });
    },
  );

  it('are recognized by isInstance across copies of the package', async () => {
    vi.resetModules();
    const copy = await import('../../runtime/errors/workflow.ts');
    const error = new copy.CancelledError('by the other copy');
    expect(error).not.toBeInstanceOf(core.CancelledError);
    expect(core.CancelledError.isInstance(error)).toBe(true);
    expect(McpAgentError.isInstance(error)).toBe(true);
    expect(core.TimeoutError.isInstance(error)).toBe(false);
  });

  it('are not confused with each other or with lookalikes', () => {
    const error = new core.CancelledError();
    expect(core.ActivityError.isInstance(error)).toBe(false);
    expect(McpAgentError.isInstance(new Error('plain'))).toBe(false);
    expect(core.CancelledError.isInstance({ code: 'CANCELLED' })).toBe(false);
    expect(core.CancelledError.isInstance(undefined)).toBe(false);
  });

  it('keep the type of a user error, even if its class sets no name', () => {
    class PaymentRefused extends Error {}
    expect(errorToData(new PaymentRefused('no'))).toMatchObject({ fields: { type: 'PaymentRefused' } });
  });

  it('preserve the text of thrown values that are not errors', () => {
    for (const [thrown, message] of [
      ['text', 'text'],
      [{ a: 1 }, '{"a":1}'],
      [undefined, 'undefined'],
      [7n, '7'],
    ] as const) {
      expect(errorToData(thrown).message).toBe(message);
    }
  });

  it('limit the number of causes', () => {
    const error = new Error('around');
    error.cause = error;
    let depth = 0;
    for (let data = errorToData(error).cause; data !== undefined; data = data.cause) depth += 1;
    expect(depth).toBe(8);
  });

  it('limit their size, and mark truncated text', () => {
    const long = new core.ApplicationError('m'.repeat(1_000_000), {
      details: { text: '\u20ac'.repeat(600_000) },
      cause: new Error('c'.repeat(1_000_000)),
    });
    const data = errorToData(Object.assign(long, { note: 'n'.repeat(1_000_000) }));
    expect(data.message).toMatch(/truncated: 1000000 characters/);
    expect(data.cause?.message).toMatch(/truncated/);
    expect(JSON.stringify(data).length).toBeLessThan(400_000);
    const crossed = errorFromData(JSON.parse(JSON.stringify(data)));
    expect(crossed.message).toBe(data.message);
  });

  it('keep their standard properties, whatever fields they receive', () => {
    const odd = new core.ApplicationError(
      'odd',
      JSON.parse('{"__proto__": {"polluted": 1}, "name": "x", "stack": 7}'),
    );
    Object.assign(odd, { message: 'changed', nextRetryDelayMs: Number.NaN, nonRetryable: 'yes' });
    const crossed = errorFromData(JSON.parse(JSON.stringify(errorToData(odd))));
    expect(crossed).toBeInstanceOf(core.ApplicationError);
    expect(crossed).not.toHaveProperty('polluted');
    expect(crossed.nextRetryDelayMs).toBeUndefined();
    expect(crossed.nonRetryable).toBeUndefined();
  });

  it('use the first error of Promise.any as the cause', () => {
    const { cause } = errorToData(
      new AggregateError([new Error('first'), new Error('second')], 'all failed'),
    );
    expect(cause).toMatchObject({ message: 'first' });
  });

  it('convert errors that throw on read', () => {
    const traps = [
      'get',
      'has',
      'ownKeys',
      'getPrototypeOf',
      'getOwnPropertyDescriptor',
      'set',
      'defineProperty',
      'apply',
    ];
    const { proxy: revoked, revoke } = Proxy.revocable({}, {});
    revoke();
    const hostile = [
      new Error('x'),
      new core.ApplicationError('x'),
      new AggregateError([], 'x'),
      {},
      [],
      () => 1,
    ]
      .flatMap((target) =>
        traps.map((trap) => {
          const throwing = { [trap]: () => lose() };
          return new Proxy(target, throwing);
        }),
      )
      .concat([revoked]);
    for (const one of hostile) {
      for (const thrown of [
        one,
        new Error('around', { cause: one }),
        Object.assign(new AggregateError([one], 'around')),
        Object.assign(new Error('around'), { errors: one }),
        new core.ApplicationError('around', { details: JSON.parse('1'), cause: one }),
      ]) {
        expect(() => JSON.stringify(errorToData(thrown))).not.toThrow();
      }
    }
  });

  it('convert fields that are not JSON to text', () => {
    const error = new core.ApplicationError('odd', { details: JSON.parse('{}') });
    Object.assign(error, { circular: error, when: new Date(0), big: 1n });
    expect(() => JSON.stringify(errorToData(error))).not.toThrow();
    expect(errorFromData(JSON.parse(JSON.stringify(errorToData(error))))).toMatchObject({ message: 'odd' });
  });
});

function lose(): never {
  throw new Error('trap');
}
