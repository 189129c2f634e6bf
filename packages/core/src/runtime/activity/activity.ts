import type { CheckJson } from '../values/json-type.ts';
import { currentWorkflow } from '../workflow/current.ts';
import { type ActivityOptions, withNearerOptions } from './options.ts';
import type { ActivityDefinition } from './definition.ts';
import { registerActivity } from './registry.ts';

/** An activity. A workflow calls it like a function. */
export interface Activity<Input, Output> {
  /**
   * Runs the activity on the engine and returns its result.
   *
   * @throws {@link ActivityError} when it failed permanently; its `cause` is the error of the last attempt
   * @throws {@link CancelledError} when the workflow, or the scope around the call, was cancelled
   * @throws {@link NoWorkflowError} outside a workflow
   */
  (input: Input, options?: ActivityOptions): Promise<Output>;
  readonly definition: ActivityDefinition<Input, Output>;
}

/**
 * Defines an activity: a function with side effects, which the engine runs with timeouts and retries. Its input
 * and its result are serialized as JSON.
 *
 * @example
 * ```ts
 * import { defineActivity } from '@mcp-agent/core';
 *
 * export const charge = defineActivity({
 *   name: 'charge',
 *   options: { startToCloseTimeout: '30s', retry: { maximumAttempts: 5 } },
 *   run: async (input: { cents: number }, { signal }) => {
 *     const answer = await fetch('https://example.com/charge', { method: 'POST', body: JSON.stringify(input), signal });
 *     return { status: answer.status };
 *   },
 * });
 * ```
 *
 * @throws {@link InvalidArgumentError} for an invalid name, function or options
 */
export function defineActivity<Input, Output>(
  definition: ActivityDefinition<Input, Output> & CheckJson<Input, 'input'> & CheckJson<Output, 'result'>,
): Activity<Input, Output> {
  registerActivity(definition);
  const call = (input: Input, options?: ActivityOptions): Promise<Output> =>
    currentWorkflow().executeActivity<Output>(
      definition.name,
      input,
      withNearerOptions(definition.options, options),
    );
  return Object.assign(call, { definition });
}
