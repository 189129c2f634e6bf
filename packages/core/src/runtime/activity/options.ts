import { type Duration, toTimeLimit } from '../values/duration.ts';
import { checkObject } from '../values/invalid-argument.ts';
import { definedOf } from '../values/defined.ts';
import { checkName } from '../values/names.ts';
import {
  type ResolvedRetryPolicy,
  resolveRetryPolicy,
  type RetryPolicy,
  withNearerPolicy,
} from './retry-policy.ts';

/** Options of an activity call. All durations are rounded up to whole milliseconds. */
export interface ActivityOptions {
  /** Maximum duration of one attempt. Default: 10 minutes. */
  readonly startToCloseTimeout?: Duration;
  /** Maximum duration of all attempts and the delays between them. Default: no limit. */
  readonly scheduleToCloseTimeout?: Duration;
  /**
   * Maximum time between two heartbeats. The host sends heartbeats automatically, so this sets how soon a dead
   * worker is detected. Only for engines with several workers. Default: the engine's, 4 seconds on Temporal.
   */
  readonly heartbeatTimeout?: Duration;
  /**
   * The worker that must run the activity: the `context.worker` of an earlier activity that left state on that
   * worker. Only for engines with several workers. Default: any worker.
   */
  readonly worker?: string;
  /** Maximum time to wait for a worker, on engines with several workers. Default: no limit. */
  readonly scheduleToStartTimeout?: Duration;
  readonly retry?: RetryPolicy;
}

/** {@link ActivityOptions} with all defaults, in milliseconds. */
export interface ResolvedActivityOptions {
  readonly startToCloseTimeoutMs: number;
  readonly scheduleToCloseTimeoutMs: number | undefined;
  /** Absent if the engine decides. */
  readonly heartbeatTimeoutMs?: number | undefined;
  readonly worker?: string | undefined;
  readonly scheduleToStartTimeoutMs?: number | undefined;
  readonly retry: ResolvedRetryPolicy;
}

const DEFAULTS = resolveActivityOptions({});

/**
 * Validates options and adds the defaults.
 *
 * @throws {@link InvalidArgumentError} for a value that is not an object, a timeout of zero, or an invalid
 * duration, number or name
 */
export function resolveActivityOptions(options: ActivityOptions | undefined): ResolvedActivityOptions {
  if (options === undefined) return DEFAULTS;
  checkObject('options', options);
  const { startToCloseTimeout = { minutes: 10 }, retry = {} } = options;
  const { scheduleToCloseTimeout, scheduleToStartTimeout, heartbeatTimeout, worker } = options;
  return {
    startToCloseTimeoutMs: toTimeLimit(startToCloseTimeout, 'startToCloseTimeout'),
    scheduleToCloseTimeoutMs:
      scheduleToCloseTimeout === undefined
        ? undefined
        : toTimeLimit(scheduleToCloseTimeout, 'scheduleToCloseTimeout'),
    heartbeatTimeoutMs:
      heartbeatTimeout === undefined ? undefined : toTimeLimit(heartbeatTimeout, 'heartbeatTimeout'),
    worker: worker === undefined ? undefined : checkName('worker', worker),
    scheduleToStartTimeoutMs:
      scheduleToStartTimeout === undefined
        ? undefined
        : toTimeLimit(scheduleToStartTimeout, 'scheduleToStartTimeout'),
    retry: resolveRetryPolicy(retry),
  };
}

/**
 * Merges options over others, field by field, also those of the retry policy: the nearer ones win, such as those of a
 * call over those of its activity.
 *
 * @throws {@link InvalidArgumentError} for options that are not an object
 */
export function withNearerOptions(
  options: ActivityOptions | undefined,
  nearer: ActivityOptions | undefined,
): ActivityOptions | undefined {
  if (nearer === undefined) return options;
  checkObject('options', nearer);
  if (options === undefined) return nearer;
  const retry = withNearerPolicy(options.retry, nearer.retry);
  return { ...options, ...definedOf(nearer), ...(retry !== undefined && { retry }) };
}
