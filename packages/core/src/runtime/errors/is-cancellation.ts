import { ActivityError } from './activity.ts';
import { CancelledError, ChildWorkflowError } from './workflow.ts';

/**
 * Whether an error is a cancellation: a {@link CancelledError}, or the error of an activity or a child workflow that
 * was cancelled. Temporal's `isCancellation`. A cancellation further down among the causes does not make an error a
 * cancellation: a {@link TimeoutError} is a time-out, whatever it cancelled.
 */
export function isCancellation(error: unknown): boolean {
  if (CancelledError.isInstance(error)) return true;
  return (
    (ActivityError.isInstance(error) || ChildWorkflowError.isInstance(error)) &&
    CancelledError.isInstance(error.cause)
  );
}
