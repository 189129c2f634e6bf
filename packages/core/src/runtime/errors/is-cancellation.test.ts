import { expect, test } from 'vitest';
import { ActivityError } from './activity.ts';
import { isCancellation } from './is-cancellation.ts';
import { CancelledError, ChildWorkflowError, TimeoutError } from './workflow.ts';

const cancelled = new CancelledError('stop');

test('a cancelled call is a cancellation: its own error, and that of the activity or the child', () => {
  expect(isCancellation(cancelled)).toBe(true);
  const activity = { activity: 'a', activityId: '1', cause: cancelled };
  expect(isCancellation(new ActivityError('failed', activity))).toBe(true);
  const child = { workflowId: 'c', workflowName: 'child', cause: cancelled };
  expect(isCancellation(new ChildWorkflowError('failed', child))).toBe(true);
});

test('an error with a cancellation among its causes is not a cancellation', () => {
  expect(isCancellation(new TimeoutError('late', { kind: 'scope', cause: cancelled }))).toBe(false);
  expect(isCancellation(new Error('outer', { cause: cancelled }))).toBe(false);
  const failed = new TimeoutError('late', { kind: 'scope', cause: cancelled });
  expect(isCancellation(new ActivityError('failed', { activity: 'a', activityId: '1', cause: failed }))).toBe(
    false,
  );
});

test('an error that is its own cause is not a cancellation, and neither is what is no error', () => {
  const error = new Error('round and round');
  error.cause = error;
  for (const thrown of [error, 'cancelled', undefined, null, { code: 'CANCELLED' }]) {
    expect(isCancellation(thrown)).toBe(false);
  }
});
