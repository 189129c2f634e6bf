import { expect, test } from 'vitest';
import { ActivityError } from './activity.ts';
import { isCancellation } from './is-cancellation.ts';
import { CancelledError, ChildWorkflowError, TimeoutError } from './workflow.ts';

const cancelled = new CancelledError('stop');

test('recognizes CancelledError, and an activity or child error that it caused', () => {
  expect(isCancellation(cancelled)).toBe(true);
  const activity = { activity: 'a', activityId: '1', cause: cancelled };
  expect(isCancellation(new ActivityError('failed', activity))).toBe(true);
  const child = { workflowId: 'c', workflowName: 'child', cause: cancelled };
  expect(isCancellation(new ChildWorkflowError('failed', child))).toBe(true);
});

test('rejects an error with a deeper cancellation among its causes', () => {
  expect(isCancellation(new TimeoutError('late', { kind: 'scope', cause: cancelled }))).toBe(false);
  expect(isCancellation(new Error('outer', { cause: cancelled }))).toBe(false);
  const failed = new TimeoutError('late', { kind: 'scope', cause: cancelled });
  expect(isCancellation(new ActivityError('failed', { activity: 'a', activityId: '1', cause: failed }))).toBe(
    false,
  );
});

test('rejects an error that is its own cause, and a value that is not an error', () => {
  const error = new Error('round and round');
  error.cause = error;
  for (const thrown of [error, 'cancelled', undefined, null, { code: 'CANCELLED' }]) {
    expect(isCancellation(thrown)).toBe(false);
  }
});
