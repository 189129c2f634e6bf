import { MAX_DURATION_MS } from '../errors/error.ts';
import { type Duration, toTimeLimit } from '../values/duration.ts';
import { checkObject, invalidArgument } from '../values/invalid-argument.ts';
import { checkName } from '../values/names.ts';

/** How an activity that failed is tried again. Names and meaning are Temporal's. */
export interface RetryPolicy {
  /** The wait before the second attempt. Default: 1 second. */
  readonly initialInterval?: Duration;
  /** What each wait is multiplied by to give the next. Default: 2. */
  readonly backoffCoefficient?: number;
  /** No wait is longer. Default: 100 times the first. */
  readonly maximumInterval?: Duration;
  /** How many attempts in all; `Infinity` for no limit. Default: 3. */
  readonly maximumAttempts?: number;
  /** Codes or types of errors that are final. */
  readonly nonRetryableErrorTypes?: readonly string[];
}

/** How an activity is run. A fraction of a millisecond counts as a whole one, in every duration. */
export interface ActivityOptions {
  /** How long one attempt may take. Default: 10 minutes. */
  readonly startToCloseTimeout?: Duration;
  /** How long all attempts and the waits between them may take. Default: no limit. */
  readonly scheduleToCloseTimeout?: Duration;
  /**
   * How long the worker may be silent before its attempt is given up. Heartbeats are sent by the host, so
   * this tells how soon a dead worker is noticed. Default: 30 seconds.
   */
  readonly heartbeatTimeout?: Duration;
  /**
   * The worker that must run it, where the engine has more than one: what `context.worker` was in an activity
   * that left something there. Default: any.
   */
  readonly worker?: string;
  /** How long it may wait for a worker, where the engine has more than one. Default: no limit. */
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

/** {@link ActivityOptions} with every default filled in, in milliseconds. */
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
 * Checks options and fills in the defaults.
 *
 * @throws {@link InvalidArgumentError} for what is no object, a time limit of zero, or a duration, number or name that
 * cannot be meant
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
 * The options of one call over those of its activity.
 *
 * @throws {@link InvalidArgumentError} for options of the call that are no object
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
      'a whole number from 1, or Infinity for no limit',
    );
  }
  if (!(Number.isFinite(backoffCoefficient) && backoffCoefficient >= 1)) {
    throw invalidArgument('retry.backoffCoefficient', backoffCoefficient, 'a number from 1');
  }
  const maximumIntervalMs =
    retry.maximumInterval === undefined
      ? Math.min(initialIntervalMs * 100, MAX_DURATION_MS)
      : toTimeLimit(retry.maximumInterval, 'retry.maximumInterval');
  if (maximumIntervalMs < initialIntervalMs) {
    throw invalidArgument('retry.maximumInterval', maximumIntervalMs, 'no less than retry.initialInterval');
  }
  if (!Array.isArray(nonRetryableErrorTypes)) {
    throw invalidArgument('retry.nonRetryableErrorTypes', nonRetryableErrorTypes, 'a list of codes or types');
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
