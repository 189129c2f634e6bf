import { expect, test } from 'vitest';
import { resultDigest } from './result-digest.ts';

test('ignores the order of properties, but not of list items', () => {
  expect(resultDigest({ a: 1, b: { c: [1, 2], d: null } })).toBe(
    resultDigest({ b: { d: null, c: [1, 2] }, a: 1 }),
  );
  expect(resultDigest([1, 2])).not.toBe(resultDigest([2, 1]));
});

test.each([
  ['1', 1],
  [null, 'null'],
  [{}, []],
  [{ a: null }, {}],
  ['', null],
])('%j and %j are different results', (one, other) => {
  expect(resultDigest(one)).not.toBe(resultDigest(other));
});

test('results that differ in their last character are different', () => {
  expect(resultDigest(`${'x'.repeat(100_000)}a`)).not.toBe(resultDigest(`${'x'.repeat(100_000)}b`));
});
