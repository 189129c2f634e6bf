import { MAX_DURATION_MS } from '../errors/error.ts';
import { type Duration, toTimeLimit } from '../values/duration.ts';
import { checkObject, invalidArgument } from '../values/invalid-argument.ts';
import { checkName } from '../values/names.ts';

/** Retry policy of an activity. Names and semantics are Temporal's. */
export interface RetryPolicy {
  /** Delay before the second attempt. Default: 1 second. */
  readonly initialInterval?: Duration;
  /** Factor by which each delay grows. Default: 2. */
  readonly backoffCoefficient?: number;
  /** Maximum delay. Default: 100 times the initial interval. */
  readonly maximumInterval?: Duration;
  /** Maximum number of attempts, including the first; `Infinity` for no limit. Default: 3. */
  readonly maximumAttempts?: number;
  /** Error codes or types that are not retried. */
  readonly nonRetryableErrorTypes?: readonly string[];
}

/** Options of an activity call. All durations are rounded up to whole milliseconds. */
export interface ActivityOptions {
  /** Maximum duration of one attempt. Default: 10 minutes. */
  readonly startToCloseTimeout?: Duration;
  /** Maximum duration of all attempts and the delays between them. Default: no limit. */
  readonly scheduleToCloseTimeout?: Duration;
  /**
   * Maximum time between two heartbeats. The host sends heartbeats automatically, so this sets how soon a dead
   * worker is detected. Default: 30 seconds.
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

export interface ResolvedRetryPolicy {
  readonly initialIntervalMs: number;
  readonly backoffCoefficient: number;
  readonly maximumIntervalMs: number;
  readonly maximumAttempts: number;
  readonly nonRetryableErrorTypes: readonly string[];
}

/** {@link ActivityOptions} with all defaults, in milliseconds. */
export interface ResolvedActivityOptions {
  readonly startToCloseTimeoutMs: number;
  readonly scheduleToCloseTimeoutMs: number | undefined;
  readonly heartbeatTimeoutMs: number;
  readonly worker?: string | undefined;
  readonly scheduleToStartTimeoutMs?: number | undefined;
  readonly retry: ResolvedRetryPolicy;
}

const DEFAULT_ATTEMPTS = 3;
/** Temporal counts attempts in 32 bits. */
const MAX_ATTEMPTS = 2 ** 31 - 1;

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
  const { startToCloseTimeout = { minutes: 10 }, heartbeatTimeout = { seconds: 30 }, retry = {} } = options;
  const { scheduleToCloseTimeout, scheduleToStartTimeout, worker } = options;
  return {
    startToCloseTimeoutMs: toTimeLimit(startToCloseTimeout, 'startToCloseTimeout'),
    scheduleToCloseTimeoutMs:
      scheduleToCloseTimeout === undefined
        ? undefined
        : toTimeLimit(scheduleToCloseTimeout, 'scheduleToCloseTimeout'),
    heartbeatTimeoutMs: toTimeLimit(heartbeatTimeout, 'heartbeatTimeout'),
    worker: worker === undefined ? undefined : checkName('worker', worker),
    scheduleToStartTimeoutMs:
      scheduleToStartTimeout === undefined
        ? undefined
        : toTimeLimit(scheduleToStartTimeout, 'scheduleToStartTimeout'),
    retry: resolveRetryPolicy(retry),
  };
}

/**
 * Merges the options of a call over the options of its activity.
 *
 * @throws {@link InvalidArgumentError} for call options that are not an object
 */
export function withCallOptions(
  options: ActivityOptions | undefined,
  ofCall: ActivityOptions | undefined,
): ActivityOptions | undefined {
  if (ofCall === undefined) return options;
  checkObject('options', ofCall);
  return { ...options, ...ofCall };
}

function resolveRetryPolicy(retry: RetryPolicy): ResolvedRetryPolicy {
  checkObject('retry', retry);
  const { initialInterval = 1_000, maximumAttempts = DEFAULT_ATTEMPTS, backoffCoefficient = 2 } = retry;
  const { nonRetryableErrorTypes = [] } = retry;
  const initialIntervalMs = toTimeLimit(initialInterval, 'retry.initialInterval');
  if (
    maximumAttempts !== Infinity &&
    !(Number.isInteger(maximumAttempts) && maximumAttempts >= 1 && maximumAttempts <= MAX_ATTEMPTS)
  ) {
    throw invalidArgument(
      'retry.maximumAttempts',
      maximumAttempts,
      'an integer of at least 1, or Infinity for no limit',
    );
  }
  if (!(Number.isFinite(backoffCoefficient) && backoffCoefficient >= 1)) {
    throw invalidArgument('retry.backoffCoefficient', backoffCoefficient, 'a number of at least 1');
  }
  const maximumIntervalMs =
    retry.maximumInterval === undefined
      ? Math.min(initialIntervalMs * 100, MAX_DURATION_MS)
      : toTimeLimit(retry.maximumInterval, 'retry.maximumInterval');
  if (maximumIntervalMs < initialIntervalMs) {
    throw invalidArgument(
      'retry.maximumInterval',
      maximumIntervalMs,
      'a duration of at least retry.initialInterval',
    );
  }
  if (!Array.isArray(nonRetryableErrorTypes)) {
    throw invalidArgument(
      'retry.nonRetryableErrorTypes',
      nonRetryableErrorTypes,
      'an array of error codes or types',
    );
  }
  return {
    initialIntervalMs,
    backoffCoefficient,
    maximumIntervalMs,
    maximumAttempts,
    nonRetryableErrorTypes: nonRetryableErrorTypes.map((type) =>
      checkName('retry.nonRetryableErrorTypes', type),
    ),
  };
}
