import { AsyncLocalStorage } from 'node:async_hooks';
import { type ActivityAttempt, toLoggedError } from '@mcp-agent/core/engine';
import { claimUncaughtErrors } from './uncaught-errors.ts';
import { running } from './running.ts';

const attempts = new AsyncLocalStorage<ActivityAttempt>();

claimUncaughtErrors((thrown) => {
  const attempt = attempts.getStore();
  // If the activity itself runs a workflow on its own executor, the error belongs to that workflow.
  if (attempt === undefined || running.getStore() !== undefined) return false;
  const { activity, activityId, attempt: number } = attempt.info;
  attempt.log(
    'error',
    `Activity "${activity}" left behind an error that nothing handles: a rejected promise or a callback that throws. Await the promise in the activity, or catch the error.`,
    { activityId, attempt: number, error: toLoggedError(thrown) },
  );
  return true;
});

/**
 * Runs an activity's function so that its uncaught errors do not end the process: unhandled rejections, and
 * exceptions thrown in callbacks. These are logged. The function's own result or error passes through unchanged.
 */
export function withOwnErrors<T>(attempt: ActivityAttempt, fn: () => T): T {
  return attempts.run(attempt, fn);
}
