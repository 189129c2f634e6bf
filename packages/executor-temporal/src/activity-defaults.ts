import type { ActivityOptions, Settings } from '@mcp-agent/core';
import { type ActivityDefaults, activityDefaults } from '@mcp-agent/core/engine';

// A worker adds the options of activities in its settings to the bundle that it loads. They affect only the activities
// that the worker schedules: Temporal does not compare the options of an activity when it replays a history.

/** The name under which the isolate's global object has the options. */
const KEY = '__mcp_agent_activity_defaults';

type FindOptions = (activity: string) => ActivityOptions | undefined;

const NONE: FindOptions = () => undefined;

/**
 * Returns the statement that sets the options of a worker's settings in the isolate; empty if there are none.
 *
 * @throws {@link InvalidArgumentError} for invalid `workflowTaskRetryPolicies`
 */
export function activityDefaultsStatement({ workflowTaskRetryPolicies, temporal }: Settings): string {
  const { timeoutSeconds } = temporal ?? {};
  if (workflowTaskRetryPolicies === undefined && timeoutSeconds === undefined) return '';
  const defaults: ActivityDefaults = {
    ...(workflowTaskRetryPolicies !== undefined && { retryPolicies: workflowTaskRetryPolicies }),
    ...(timeoutSeconds !== undefined && { startToCloseTimeout: { seconds: timeoutSeconds } }),
  };
  activityDefaults(defaults);
  // JSON has no Infinity. In these policies, 0 has the same meaning.
  const json = JSON.stringify(defaults, (_, value: unknown) => (value === Infinity ? 0 : value));
  return `globalThis.${KEY} = ${json};\n`;
}

let found: FindOptions | undefined;

/** Returns the function that finds the options of an activity in the isolate. Each run has its own copy of it. */
export function activityDefaultsHere(): FindOptions {
  if (found !== undefined) return found;
  const defaults: unknown = Reflect.get(globalThis, KEY);
  found = isDefaults(defaults) ? activityDefaults(defaults) : NONE;
  return found;
}

/** The worker has validated what it set. */
function isDefaults(value: unknown): value is ActivityDefaults {
  return typeof value === 'object' && value !== null;
}
