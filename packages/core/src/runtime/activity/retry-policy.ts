import { MAX_DURATION_MS } from '../errors/error.ts';
import { type Duration, toMilliseconds, toTimeLimit } from '../values/duration.ts';
import { checkObject, invalidArgument } from '../values/invalid-argument.ts';
import { checkName } from '../values/names.ts';
import { definedOf } from '../values/defined.ts';

/** Retry policy of an activity. Names and semantics are Temporal's. */
export interface RetryPolicy {
  /** Delay before the second attempt. Default: 1 second. */
  readonly initialInterval?: Duration;
  /** Factor by which each delay grows. Default: 2. */
  readonly backoffCoefficient?: number;
  /** Maximum delay. Default: 100 times the initial interval. */
  readonly maximumInterval?: Duration;
  /** Maximum number of attempts, including the first; `Infinity`, in settings also 0, for no limit. Default: 3. */
  readonly maximumAttempts?: number;
  /** Error codes or types that are not retried. Default: none. */
  readonly nonRetryableErrorTypes?: readonly string[];
}

/** {@link RetryPolicy} with all defaults, in milliseconds. */
export interface ResolvedRetryPolicy {
  readonly initialIntervalMs: number;
  readonly backoffCoefficient: number;
  readonly maximumIntervalMs: number;
  readonly maximumAttempts: number;
  readonly nonRetryableErrorTypes: readonly string[];
}

const DEFAULT_ATTEMPTS = 3;
/** Temporal counts attempts in 32 bits. */
const MAX_ATTEMPTS = 2 ** 31 - 1;

/**
 * Validates a retry policy and adds the defaults.
 *
 * @throws {@link InvalidArgumentError} for a value that is not an object, or an invalid duration, number or name
 */
export function resolveRetryPolicy(retry: RetryPolicy): ResolvedRetryPolicy {
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

/**
 * Merges a retry policy over another, field by field. An interval that conflicts with a nearer one, such as an initial
 * interval that is longer than the nearer maximum interval, becomes the nearer one.
 *
 * @throws {@link InvalidArgumentError} for a policy that is not an object
 */
export function withNearerPolicy<Policy extends RetryPolicy>(
  policy: Policy | undefined,
  nearer: Policy | undefined,
): Policy | undefined {
  if (policy === undefined || nearer === undefined) return nearer ?? policy;
  checkObject('retry', policy);
  checkObject('retry', nearer);
  const own = definedOf(nearer);
  const merged = { ...policy, ...own };
  const { initialInterval: initial, maximumInterval: maximum } = merged;
  const isOne = (own.initialInterval === undefined) !== (own.maximumInterval === undefined);
  // Two intervals of one policy that conflict are an error, which `resolveRetryPolicy` throws.
  if (!isOne || initial === undefined || maximum === undefined) return merged;
  const initialMs = toMilliseconds(initial, 'retry.initialInterval');
  if (initialMs <= toMilliseconds(maximum, 'retry.maximumInterval')) return merged;
  const nearest = own.initialInterval ?? own.maximumInterval ?? initial;
  return { ...merged, initialInterval: nearest, maximumInterval: nearest };
}
