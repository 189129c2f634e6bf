import { CancelledError } from './workflow.ts';

/** Deeper causes are of no interest, and an error may be its own cause. */
const DEEPEST_CAUSE = 8;

/** Whether an error says that something was cancelled, by itself or as the cause of another. */
export function isCancellation(error: unknown): boolean {
  let cause = error;
  for (let depth = 0; depth <= DEEPEST_CAUSE; depth += 1) {
    if (CancelledError.isInstance(cause)) return true;
    if (!(cause instanceof Error)) return false;
    cause = cause.cause;
  }
  return false;
}
