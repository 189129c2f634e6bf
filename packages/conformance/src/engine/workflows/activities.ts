import {
  type ActivityOptions,
  type JsonValue,
  proxyActivities,
  type WorkflowDefinition,
} from '@mcp-agent/core';
import { type ErrorData, errorToData, isCancellation } from '@mcp-agent/core/errors';
import type * as functions from '../activities/functions.ts';
import { app } from './app.ts';
import { echoActivity, identity, useResource } from './calls.ts';

export interface Call {
  readonly activity: string;
  readonly input: JsonValue;
  readonly options?: ActivityOptions;
}

/** Calls the activity that it is told to. */
export const callActivity: WorkflowDefinition<Call, JsonValue> = app.workflow(
  'conformance.callActivity',
  (ctx, { activity, input, options }: Call) => ctx.executeActivity<JsonValue>(activity, input, options),
);

/** Calls an activity that fails, and gives the error as the workflow sees it. */
export const catchActivity: WorkflowDefinition<Call, ErrorData> = app.workflow(
  'conformance.catchActivity',
  async (ctx, { activity, input, options }: Call) => {
    try {
      await ctx.executeActivity(activity, input, options);
    } catch (error) {
      return errorToData(error);
    }
    return errorToData('nothing was thrown');
  },
);

export const manyActivities: WorkflowDefinition<number, JsonValue[]> = app.workflow(
  'conformance.manyActivities',
  (_, count: number) => Promise.all(Array.from({ length: count }, (__, index) => echoActivity(index))),
);

/** Gives the ids of that many activities. */
export const activityIds: WorkflowDefinition<number, string[]> = app.workflow(
  'conformance.activityIds',
  async (_, count: number) => {
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

/** Calls plain functions by their names. */
export const callFunctions: WorkflowDefinition<undefined, [number, string]> = app.workflow(
  'conformance.callFunctions',
  async () => [await add(2, 3), await greetAll(['Ada', 'Bob'], 'Hello')],
);

/** Gives an activity what is not JSON. */
export const sendDate: WorkflowDefinition<undefined, ErrorData> = app.workflow(
  'conformance.sendDate',
  async (ctx) => {
    try {
      await ctx.executeActivity('conformance.echo', { when: new Date(0) });
    } catch (error) {
      return errorToData(error);
    }
    return errorToData('nothing was thrown');
  },
);

/** Calls a plain function that asks which attempt it is. */
export const callWhichAttempt: WorkflowDefinition<undefined, number> = app.workflow(
  'conformance.callWhichAttempt',
  () => whichAttempt(),
);

/** Gives why an activity of it was aborted, as the activity saw it. */
export const abortsActivity: WorkflowDefinition<
  { file: string; how: 'cancel' | 'start-to-close' },
  ErrorData
> = app.workflow(
  'conformance.abortsActivity',
  async (ctx, { file, how }: { file: string; how: 'cancel' | 'start-to-close' }) => {
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
  },
);
