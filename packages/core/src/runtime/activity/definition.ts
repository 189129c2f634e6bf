import { currentWorkflow } from '../workflow/current.ts';
import type { ActivityContext } from './context.ts';
import { type ActivityOptions, withCallOptions } from './options.ts';
import { registerActivity } from './registry.ts';

/** What an activity is made from. */
export interface ActivityDefinition<Input, Output> {
  /** Unique among the activities of a worker. */
  readonly name: string;
  /** How it is run unless the caller says otherwise. */
  readonly options?: ActivityOptions;
  /** Does the work. It may be run more than once: see `context.info.attempt`. */
  readonly run: (input: Input, context: ActivityContext) => Output | Promise<Output>;
}

/** An activity, to be called from a workflow like a function. */
export interface Activity<Input, Output> {
  /**
   * Has the engine run the activity, and gives its result.
   *
   * @throws {@link ActivityError} when it failed for good; its `cause` is the error of the last attempt
   * @throws {@link CancelledError} when the workflow, or the scope around the call, was cancelled
   * @throws {@link NoWorkflowError} outside a workflow
   */
  (input: Input, options?: ActivityOptions): Promise<Output>;
  readonly definition: ActivityDefinition<Input, Output>;
}

/**
 * Defines an activity: a function that may touch the world, run by the engine with time-outs and retries.
 * Its input and its result cross as JSON.
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
 * @throws {@link InvalidArgumentError} for a name, a function or options that cannot be meant
 */
export function defineActivity<Input, Output>(
  definition: ActivityDefinition<Input, Output>,
): Activity<Input, Output> {
  registerActivity(definition);
  const call = (input: Input, options?: ActivityOptions): Promise<Output> =>
    currentWorkflow().executeActivity<Output>(
      definition.name,
      input,
      withCallOptions(definition.options, options),
    );
  return Object.assign(call, { definition });
}
