import { describe, expect, it } from 'vitest';
import { NotJsonError, ValueTooLargeError } from '../errors/values.ts';
import { toJson } from './json.ts';

function refusal(value: unknown): NotJsonError {
  try {
    toJson(value, 'input');
  } catch (error) {
    if (NotJsonError.isInstance(error)) return error;
    throw error;
  }
  throw new Error('It was let through.');
}

describe('toJson', () => {
  it('returns a deep copy', () => {
    const list = [1];
    const json = toJson({ list }, 'input');
    list.push(2);
    expect(json).toEqual({ list: [1] });
  });

  it('omits undefined properties, and converts undefined to null', () => {
    expect(toJson({ a: undefined, b: 1 }, 'input')).toEqual({ b: 1 });
    expect(toJson(undefined, 'input')).toBeNull();
  });

  it.each([
    [{ when: new Date(0) }, 'input.when', 'an instance of Date'],
    [{ 'a key': [0, new Map()] }, 'input["a key"][1]', 'an instance of Map'],
    [[1, undefined], 'input[1]', 'undefined'],
    [{ n: NaN }, 'input.n', 'NaN'],
    [{ n: -Infinity }, 'input.n', '-Infinity'],
    [10n, 'input', 'a bigint'],
    [{ f: () => 0 }, 'input.f', 'a function'],
    [{ s: Symbol('x') }, 'input.s', 'a symbol'],
  ])('refuses what is not JSON, with the path to it and what it is: %#', (value, path, found) => {
    expect(refusal(value)).toMatchObject({ path, found, nonRetryable: true });
  });

  it('rejects objects that throw on read, and too deep nesting', () => {
    const throwing = {
      get secret(): never {
        throw new Error('not for you');
      },
    };
    expect(refusal({ a: [throwing] })).toMatchObject({
      path: 'input.a[0]',
      cause: { message: 'not for you' },
    });
    let deep: unknown = 1;
    for (let level = 0; level < 20_000; level += 1) deep = [deep];
    expect(refusal(deep).found).toContain('nested deeper');
  });

  it('rejects a cycle, and accepts an object that occurs twice', () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    expect(refusal(cycle)).toMatchObject({ path: 'input.self', found: 'a cycle' });
    const shared = { a: 1 };
    expect(toJson([shared, shared], 'input')).toEqual([{ a: 1 }, { a: 1 }]);
  });

  it('copies a property named __proto__ as data', () => {
    const json = toJson(JSON.parse('{"__proto__": {"polluted": true}}'), 'input');
    expect(Object.keys(Object(json))).toEqual(['__proto__']);
    expect(json).not.toHaveProperty('polluted');
  });

  it('accepts objects without a prototype, and converts -0 to 0, as JSON does', () => {
    expect(toJson(Object.assign(Object.create(null), { a: 1 }), 'input')).toEqual({ a: 1 });
    expect(Object.is(toJson(-0, 'input'), 0)).toBe(true);
  });

  it.each([
    ['x'.repeat(1_999_998), 'x'.repeat(1_999_999)],
    // Two bytes, three bytes, four bytes in UTF-8, and an escape of six.
    ['é'.repeat(999_999), 'é'.repeat(1_000_000)],
    ['€'.repeat(666_666), '€'.repeat(666_667)],
    ['🙂'.repeat(499_999), '🙂'.repeat(500_000)],
    ['\u0001'.repeat(333_333), '\u0001'.repeat(333_334)],
  ])('lets two million bytes cross, and refuses one more: %#', (most, tooMuch) => {
    expect(toJson(most, 'input')).toBe(most);
    expect(() => toJson(tooMuch, 'input')).toThrow(ValueTooLargeError);
  });

  it('counts many small values towards the size limit', () => {
    expect(() =>
      toJson(
        Array.from({ length: 700_000 }, () => 12),
        'input',
      ),
    ).toThrow(ValueTooLargeError);
  });
});
