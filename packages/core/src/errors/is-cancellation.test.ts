import { expect, test } from 'vitest';
import { isCancellation } from './is-cancellation.ts';
import { CancelledError } from './workflow.ts';

test('an error is a cancellation by itself or by what caused it', () => {
  const cancelled = new CancelledError('stop');
  expect(isCancellation(cancelled)).toBe(true);
  expect(isCancellation(new Error('outer', { cause: new Error('inner', { cause: cancelled }) }))).toBe(true);
  expect(isCancellation(new Error('other', { cause: 'cancelled' }))).toBe(false);
});

test('an error that is its own cause is none', () => {
  const error = new Error('round and round');
  error.cause = error;
  expect(isCancellation(error)).toBe(false);
});
