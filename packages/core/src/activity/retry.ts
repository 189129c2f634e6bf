import { ApplicationError } from '../errors/activity.ts';
import type { McpAgentError } from '../errors/error.ts';
import type { ResolvedRetryPolicy } from './options.ts';

/**
 * How long to wait before an activity's next attempt, in milliseconds; `undefined` when there is none.
 *
 * @param attempt the attempt that failed, from 1
 */
export function retryDelay(
  policy: ResolvedRetryPolicy,
  attempt: number,
  error: McpAgentError,
): number | undefined {
  if (attempt >= policy.maximumAttempts || error.nonRetryable === true) return undefined;
  const type = ApplicationError.isInstance(error) ? error.type : error.code;
  if (policy.nonRetryableErrorTypes.includes(type)) return undefined;
  if (error.nextRetryDelayMs !== undefined) return error.nextRetryDelayMs;
  return Math.min(
    policy.initialIntervalMs * policy.backoffCoefficient ** (attempt - 1),
    policy.maximumIntervalMs,
  );
}
