import { ActivityError } from './activity.ts';
import { CancelledError, ChildWorkflowError } from './workflow.ts';

/**
 * Returns whether an error is a cancellation: a {@link CancelledError}, or the error of an activity or a child
 * workflow that was cancelled. Temporal's `isCancellation`. Deeper causes do not count: a {@link TimeoutError}
 * is a timeout, whatever it cancelled.
 */
export function isCancellation(error: unknown): boolean {
  if (CancelledError.isInstance(error)) return true;
  return (
    (ActivityError.isInstance(error) || ChildWorkflowError.isInstance(error)) &&
    CancelledError.isInstance(error.cause)
  );
}
