import { AsyncLocalStorage } from 'node:async_hooks';
import { type ActivityAttempt, toLoggedError } from '@mcp-agent/core/engine';
import { claimUncaughtErrors } from './uncaught-errors.ts';
import { running } from './running.ts';

const attempts = new AsyncLocalStorage<ActivityAttempt>();

claimUncaughtErrors((thrown) => {
  const attempt = attempts.getStore();
  // A workflow that the activity itself runs, by an executor of its own, is not the activity.
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
 * Runs an activity's function so that an error that it leaves behind ends no process: of a rejected promise that
 * nothing handles, or of a callback that throws. It is logged. What the function itself returns or throws is not touched.
 */
export function withOwnErrors<T>(attempt: ActivityAttempt, fn: () => T): T {
  return attempts.run(attempt, fn);
}
