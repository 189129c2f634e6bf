import { InvalidArgumentError } from '../errors/values.ts';
import { type Duration, toMilliseconds } from '../values/duration.ts';

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

/** How an activity is run. */
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

const DEFAULTS = resolveActivityOptions({});

/**
 * Fills in the defaults.
 *
 * @throws {@link InvalidArgumentError} for a duration or a number that cannot be meant
 */
export function resolveActivityOptions(options: ActivityOptions | undefined): ResolvedActivityOptions {
  if (options === undefined) return DEFAULTS;
  const { retry = {} } = options;
  const initialIntervalMs = toMilliseconds(retry.initialInterval ?? 1_000);
  const maximumAttempts = retry.maximumAttempts ?? 3;
  if (maximumAttempts !== Infinity && !(Number.isInteger(maximumAttempts) && maximumAttempts >= 1)) {
    throw new InvalidArgumentError(
      `retry.maximumAttempts is ${maximumAttempts}; give a whole number from 1, or Infinity for no limit.`,
      { argument: 'retry.maximumAttempts' },
    );
  }
  const backoffCoefficient = retry.backoffCoefficient ?? 2;
  if (!(backoffCoefficient >= 1)) {
    throw new InvalidArgumentError(`retry.backoffCoefficient is ${backoffCoefficient}; give 1 or more.`, {
      argument: 'retry.backoffCoefficient',
    });
  }
  return {
    startToCloseTimeoutMs: toMilliseconds(options.startToCloseTimeout ?? { minutes: 10 }),
    scheduleToCloseTimeoutMs:
      options.scheduleToCloseTimeout === undefined
        ? undefined
        : toMilliseconds(options.scheduleToCloseTimeout),
    heartbeatTimeoutMs: toMilliseconds(options.heartbeatTimeout ?? { seconds: 30 }),
    worker: options.worker,
    scheduleToStartTimeoutMs:
      options.scheduleToStartTimeout === undefined
        ? undefined
        : toMilliseconds(options.scheduleToStartTimeout),
    retry: {
      initialIntervalMs,
      backoffCoefficient,
      maximumIntervalMs:
        retry.maximumInterval === undefined ? initialIntervalMs * 100 : toMilliseconds(retry.maximumInterval),
      maximumAttempts,
      nonRetryableErrorTypes: retry.nonRetryableErrorTypes ?? [],
    },
  };
}
