import { activityDefaults } from '../../runtime/activity/activity-defaults.ts';
import type { ActivityContext } from '../../runtime/activity/context.ts';
import { type ResolvedRetryPolicy, resolveRetryPolicy } from '../../runtime/activity/retry-policy.ts';
import { toMilliseconds, toTimeLimit } from '../../runtime/values/duration.ts';
import { mergeCallOptions } from './call-options.ts';
import type { CallKind, CallOptions, CallSettings } from './call-settings.ts';

/** Timeout and retries of a call, with all defaults. */
export interface CallPolicy {
  readonly startToCloseTimeoutMs: number;
  readonly retry: ResolvedRetryPolicy;
  readonly unavailableTimeoutMs: number;
  /** Whether code sets `unavailableTimeout`, which then overrides the settings of an MCP server. */
  readonly isUnavailableTimeoutOfCode: boolean;
}

/** What sets the policy of a call, beside the settings. */
interface Layers {
  readonly kind: CallKind;
  readonly server?: CallOptions;
  /** The nearest last. */
  readonly options: readonly (CallOptions | undefined)[];
}

/** The default timeout of calls whose service is unavailable. */
const UNAVAILABLE_TIMEOUT = { minutes: 15 };

const DEFAULTS: Readonly<Required<CallSettings>> = {
  model: {
    retry: { maximumAttempts: 6, initialInterval: { seconds: 1 }, maximumInterval: { seconds: 30 } },
  },
  tool: {
    startToCloseTimeout: { minutes: 5 },
    retry: { maximumAttempts: 3, initialInterval: { milliseconds: 500 }, maximumInterval: { seconds: 10 } },
  },
  function: {},
};

/**
 * Returns the policy of a call: the defaults, `workflowTaskRetryPolicies`, `calls` of the settings, and what the tool, the
 * agent and the call set; the nearest wins.
 *
 * @throws {@link InvalidArgumentError} for an invalid setting
 */
export function callPolicy(
  { kind, server, options }: Layers,
  { info, settings }: Pick<ActivityContext, 'info' | 'settings'>,
): CallPolicy {
  const { workflowTaskRetryPolicies: retryPolicies, calls } = settings;
  const retryOfName = retryPolicies && activityDefaults({ retryPolicies })(info.activity)?.retry;
  const { startToCloseTimeout = { minutes: 10 }, retry } = mergeCallOptions(
    DEFAULTS[kind],
    retryOfName && { retry: retryOfName },
    calls?.[kind],
    server,
    ...options,
  );
  const { unavailableTimeout = UNAVAILABLE_TIMEOUT, ...policy } = retry ?? {};
  return {
    startToCloseTimeoutMs: toTimeLimit(startToCloseTimeout, 'startToCloseTimeout'),
    retry: resolveRetryPolicy(
      policy.maximumAttempts === 0 ? { ...policy, maximumAttempts: Infinity } : policy,
    ),
    isUnavailableTimeoutOfCode: options.some((one) => one?.retry?.unavailableTimeout !== undefined),
    unavailableTimeoutMs: toMilliseconds(unavailableTimeout, 'retry.unavailableTimeout'),
  };
}
