import type { Duration } from '../values/duration.ts';
import { type ActivityOptions, resolveActivityOptions } from './options.ts';
import type { RetryPolicy } from './retry-policy.ts';

/** Options of activities in the settings, which apply where the code sets none. */
export interface ActivityDefaults {
  /** Retry policies by the names of activities: {@link Settings.workflowTaskRetryPolicies}. */
  readonly retryPolicies?: Readonly<Record<string, RetryPolicy>>;
  /** Maximum duration of one attempt. */
  readonly startToCloseTimeout?: Duration;
}

/**
 * Returns a function that finds the options for an activity: `WorkflowRuntime.activityDefaults`.
 *
 * @throws {@link InvalidArgumentError} for invalid options
 */
export function activityDefaults({
  retryPolicies = {},
  startToCloseTimeout,
}: ActivityDefaults): (activity: string) => ActivityOptions | undefined {
  const timeout = startToCloseTimeout === undefined ? {} : { startToCloseTimeout };
  const policies = Object.entries(retryPolicies).map(([key, retry]) => [key, unlimited(retry)] as const);
  for (const [, retry] of policies) resolveActivityOptions({ ...timeout, retry });
  resolveActivityOptions(timeout);
  if (policies.length === 0) return () => (startToCloseTimeout === undefined ? undefined : timeout);
  return (activity) => {
    let best: { readonly rank: number; readonly retry: RetryPolicy } | undefined;
    for (const [key, retry] of policies) {
      const rank = rankOf(key, activity);
      if (rank >= 0 && rank > (best?.rank ?? -1)) best = { rank, retry };
    }
    return best === undefined ? timeout : { ...timeout, retry: best.retry };
  };
}

/** Temporal's policies, and those of mcp-agent, have 0 for no limit. */
function unlimited(retry: RetryPolicy): RetryPolicy {
  return retry.maximumAttempts === 0 ? { ...retry, maximumAttempts: Infinity } : retry;
}

/** More than the length of a name: a kind of match counts more than the length of its key. */
const KIND = 1_000_000;

/** Returns how specific a match is, as in mcp-agent, and for one kind by the length of the key; -1 for no match. */
function rankOf(key: string, activity: string): number {
  if (key === '*') return 0;
  if (key.endsWith('*')) return activity.startsWith(key.slice(0, -1)) ? KIND + key.length : -1;
  if (activity === key) return 3 * KIND;
  return activity.endsWith(`.${key}`) ? 2 * KIND + key.length : -1;
}
