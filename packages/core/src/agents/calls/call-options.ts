import { resolveRetryPolicy, withNearerPolicy } from '../../runtime/activity/retry-policy.ts';
import { InvalidArgumentError } from '../../runtime/errors/values.ts';
import { definedOf } from '../../runtime/values/defined.ts';
import { toMilliseconds, toTimeLimit } from '../../runtime/values/duration.ts';
import { checkObject } from '../../runtime/values/invalid-argument.ts';
import { CALL_KINDS, type CallKind, type CallOptions, type CallSettings } from './call-settings.ts';

/**
 * Merges options of calls, field by field.
 *
 * @param layers the nearest last
 */
export function mergeCallOptions(...layers: readonly (CallOptions | undefined)[]): CallOptions {
  return layers.reduce<CallOptions>((farther, nearer = {}) => {
    const retry = withNearerPolicy(farther.retry, nearer.retry);
    return { ...farther, ...definedOf(nearer), ...(retry !== undefined && { retry }) };
  }, {});
}

/**
 * Returns the options of a call in workflow code as a part of its request: what an agent and a call set. The process that
 * runs the call adds its settings.
 *
 * @param layers the nearest last
 */
export function sentOptions(
  kind: CallKind,
  ...layers: readonly (CallSettings | undefined)[]
): { readonly options?: CallOptions } {
  const options = mergeCallOptions(...layers.map((calls) => calls?.[kind]));
  if (options.startToCloseTimeout === undefined && options.retry === undefined) return {};
  const { retry } = options;
  // JSON has no Infinity. In settings and in requests, 0 has the same meaning.
  if (retry?.maximumAttempts !== Infinity) return { options };
  return { options: { ...options, retry: { ...retry, maximumAttempts: 0 } } };
}

/**
 * Checks the options of calls that an agent or a call sets.
 *
 * @throws {@link InvalidArgumentError} for an unknown name or an invalid value
 */
export function checkCallSettings(argument: string, calls: CallSettings): void {
  checkObject(argument, calls);
  checkNames(argument, calls, CALL_KINDS);
  for (const kind of CALL_KINDS) checkCallOptions(`${argument}.${kind}`, calls[kind]);
}

/** @throws {@link InvalidArgumentError} for an unknown name or an invalid value */
export function checkCallOptions(argument: string, options: CallOptions | undefined): void {
  if (options === undefined) return;
  checkObject(argument, options);
  checkNames(argument, options, ['startToCloseTimeout', 'retry']);
  const { startToCloseTimeout, retry } = options;
  if (startToCloseTimeout !== undefined) {
    toTimeLimit(startToCloseTimeout, `${argument}.startToCloseTimeout`);
  }
  if (retry === undefined) return;
  checkObject(`${argument}.retry`, retry);
  const { unavailableTimeout, ...policy } = retry;
  if (unavailableTimeout !== undefined) {
    toMilliseconds(unavailableTimeout, `${argument}.retry.unavailableTimeout`);
  }
  resolveRetryPolicy(withNearerPolicy({ initialInterval: 1 }, policy) ?? {});
}

function checkNames(argument: string, given: object, known: readonly string[]): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new InvalidArgumentError(`${argument} has no property "${unknown}".\nUse ${known.join(', ')}.`, {
    argument,
  });
}
