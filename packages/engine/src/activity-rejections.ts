import { AsyncLocalStorage } from 'node:async_hooks';
import { type ActivityAttempt, toLoggedError } from '@mcp-agent/core/engine';
import { claimRejections } from './rejections.ts';
import { running } from './running.ts';

const attempts = new AsyncLocalStorage<ActivityAttempt>();

claimRejections((reason) => {
  const attempt = attempts.getStore();
  // A workflow that the activity itself runs, by an executor of its own, is not the activity.
  if (attempt === undefined || running.getStore() !== undefined) return false;
  const { activity, activityId, attempt: number } = attempt.info;
  attempt.log(
    'error',
    `A promise of activity "${activity}" was rejected and nothing handles it. Await it in the activity, or handle its failure with catch.`,
    { activityId, attempt: number, error: toLoggedError(reason) },
  );
  return true;
});

/**
 * Runs an activity's function so that a promise that it leaves behind and that is rejected ends no process: it is
 * logged. What the function itself returns or throws is not touched.
 */
export function withOwnRejections<T>(attempt: ActivityAttempt, fn: () => T): T {
  return attempts.run(attempt, fn);
}
