import {
  type ActivityOptions,
  type JsonValue,
  proxyActivities,
  type WorkflowDefinition,
} from '@mcp-agent/core';
import { type ErrorData, errorToData, isCancellation } from '@mcp-agent/core/errors';
import type * as functions from '../activities/functions.ts';
import { thrownBy } from '../../contract/thrown-by.ts';
import { app } from './app.ts';
import { echoActivity, identity, useResource } from './calls.ts';

export interface Call {
  readonly activity: string;
  readonly input: JsonValue;
  readonly options?: ActivityOptions;
}

/** Calls the activity in its input. */
export const callActivity: WorkflowDefinition<Call, JsonValue> = app.workflow(
  'conformance.callActivity',
  (ctx, { activity, input, options }) => ctx.executeActivity<JsonValue>(activity, input, options),
);

/** Calls an activity that fails, and returns the error. */
export const catchActivity: WorkflowDefinition<Call, ErrorData> = app.workflow(
  'conformance.catchActivity',
  (ctx, { activity, input, options }) => thrownBy(() => ctx.executeActivity(activity, input, options)),
);

export const manyActivities: WorkflowDefinition<number, JsonValue[]> = app.workflow(
  'conformance.manyActivities',
  (_, count) => Promise.all(Array.from({ length: count }, (__, index) => echoActivity(index))),
);

/** Returns the IDs of the given number of activities. */
export const activityIds: WorkflowDefinition<number, string[]> = app.workflow(
  'conformance.activityIds',
  async (_, count) => {
    const infos = await Promise.all(Array.from({ length: count }, () => identity(null)));
    return infos.map(({ activityId }) => activityId);
  },
);

export const shareResource: WorkflowDefinition<undefined, number[]> = app.workflow(
  'conformance.shareResource',
  () => Promise.all([useResource(null), useResource(null), useResource(null)]),
);

const { add, greetAll, whichAttempt } = proxyActivities<typeof functions>({
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: 10 },
});

/** Calls plain functions. */
export const callFunctions: WorkflowDefinition<undefined, [number, string]> = app.workflow(
  'conformance.callFunctions',
  async () => [await add(2, 3), await greetAll(['Ada', 'Bob'], 'Hello')],
);

/** Calls a plain function that returns its attempt. */
export const callWhichAttempt: WorkflowDefinition<undefined, number> = app.workflow(
  'conformance.callWhichAttempt',
  () => whichAttempt(),
);

/** Aborts an activity by cancellation or timeout, and returns the error of a timeout. */
export const abortsActivity: WorkflowDefinition<
  { file: string; how: 'cancel' | 'start-to-close' },
  ErrorData
> = app.workflow('conformance.abortsActivity', async (ctx, { file, how }) => {
  const options =
    how === 'cancel'
      ? { heartbeatTimeout: '10s', retry: { maximumAttempts: 1 } }
      : { startToCloseTimeout: 300, heartbeatTimeout: '10s', retry: { maximumAttempts: 1 } };
  try {
    await ctx.executeActivity('conformance.saysWhy', { file }, options);
  } catch (error) {
    if (isCancellation(error)) throw error;
    return errorToData(error);
  }
  return errorToData('nothing was thrown');
});
