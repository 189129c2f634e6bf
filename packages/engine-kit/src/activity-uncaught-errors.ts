import { AsyncLocalStorage } from 'node:async_hooks';
import { type ActivityAttempt, toLoggedError } from '@mcp-agent/core/engine';
import { claimUncaughtErrors } from './uncaught-errors.ts';
import { running } from './running.ts';

type Report = (thrown: unknown) => void;

const reports = new AsyncLocalStorage<Report>();

claimUncaughtErrors((thrown) => {
  const report = reports.getStore();
  // If the code itself runs a workflow on its own executor, the error belongs to that workflow.
  if (report === undefined || running.getStore() !== undefined) return false;
  report(thrown);
  return true;
});

/** Runs a function so that the errors that it leaves behind are reported, and do not end the process. */
export function reportErrors<T>(report: Report, fn: () => T): T {
  return reports.run(report, fn);
}

/**
 * Runs an activity's function so that its uncaught errors do not end the process: unhandled rejections, and
 * exceptions thrown in callbacks. These are logged. The function's own result or error passes through unchanged.
 */
export function withOwnErrors<T>(attempt: ActivityAttempt, fn: () => T): T {
  const { activity, activityId, attempt: number } = attempt.info;
  return reportErrors((thrown) => {
    attempt.log(
      'error',
      `Activity "${activity}" left an unhandled error: a rejected promise, or a callback that threw. Await the promise in the activity, or catch the error.`,
      { activityId, attempt: number, error: toLoggedError(thrown) },
    );
  }, fn);
}
