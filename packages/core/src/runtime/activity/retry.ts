import { ApplicationError, NotReadyError } from '../errors/activity.ts';
import type { McpAgentError } from '../errors/error.ts';
import type { JsonObject } from '../values/json.ts';
import { toLoggedError } from '../values/log-attributes.ts';
import type { ActivityRequest, LogLevel } from '../workflow/runtime.ts';
import type { ResolvedRetryPolicy } from './retry-policy.ts';

/**
 * Returns the delay before an activity's next attempt, in whole milliseconds, or `undefined` if there is no
 * next attempt.
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
  if (error.nextRetryDelayMs !== undefined) return Math.ceil(error.nextRetryDelayMs);
  return backoffDelay(policy, attempt);
}

/** Returns the delay of a policy after the given number of failed attempts, in whole milliseconds. */
export function backoffDelay(policy: ResolvedRetryPolicy, failed: number): number {
  const delayMs = Math.min(
    policy.initialIntervalMs * policy.backoffCoefficient ** (failed - 1),
    policy.maximumIntervalMs,
  );
  return Math.ceil(delayMs);
}

/** Logs a failed attempt of an activity and the start of the next one, with the same message on every engine. */
export function logRetry(
  log: (level: LogLevel, message: string, attributes: JsonObject) => void,
  {
    activity,
    options,
  }: Pick<ActivityRequest, 'activity'> & { readonly options: { retry: ResolvedRetryPolicy } },
  {
    failed,
    error,
    delayMs,
  }: { readonly failed: number; readonly error: McpAgentError; readonly delayMs: number },
): void {
  const { maximumAttempts } = options.retry;
  const of = maximumAttempts === Infinity ? '' : ` of ${maximumAttempts}`;
  log(
    NotReadyError.isInstance(error) ? 'debug' : 'warn',
    `Activity "${activity}" failed in attempt ${failed}${of}. Attempt ${failed + 1} starts in ${delayMs} ms.`,
    { attempt: failed, error: toLoggedError(error), code: error.code },
  );
}
