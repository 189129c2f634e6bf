import type { JsonValue, ParentClosePolicy, WorkflowDefinition } from '@mcp-agent/core';
import { type ErrorData, errorToData } from '@mcp-agent/core/errors';
import { app } from './app.ts';
import { echo, failing, type Self, whoami } from './basics.ts';
import { cleanUp } from './cancellation.ts';
import { generations } from './chains.ts';
import { collect, item } from './messages.ts';

/** Has a child end badly in the way that it is told, and gives what it is thrown. */
export const losesChild: WorkflowDefinition<{ childId: string; policy: ParentClosePolicy }, ErrorData> =
  app.workflow(
    'conformance.losesChild',
    async (ctx, { childId, policy }: { childId: string; policy: ParentClosePolicy }) => {
      const child = await ctx.startChild(
        generations,
        { number: 1 },
        { workflowId: childId, parentClosePolicy: policy },
      );
      try {
        await child.result();
      } catch (error) {
        return errorToData(error);
      }
      return errorToData('nothing was thrown');
    },
  );

export const callChild: WorkflowDefinition<JsonValue, JsonValue> = app.workflow(
  'conformance.callChild',
  (ctx, input: JsonValue) => ctx.executeChild(echo, input),
);

export const childSelf: WorkflowDefinition<
  { childId: string },
  { self: Self; handle: { workflowId: string; runId: string } }
> = app.workflow('conformance.childSelf', async (ctx, { childId }: { childId: string }) => {
  const child = await ctx.startChild(whoami, undefined, { workflowId: childId });
  return { self: await child.result(), handle: { workflowId: child.workflowId, runId: child.runId } };
});

export const catchChild: WorkflowDefinition<undefined, ErrorData> = app.workflow(
  'conformance.catchChild',
  async (ctx) => {
    try {
      await ctx.executeChild(failing, 'application');
    } catch (error) {
      return errorToData(error);
    }
    return errorToData('nothing was thrown');
  },
);

export const signalChild: WorkflowDefinition<undefined, string[]> = app.workflow(
  'conformance.signalChild',
  async (ctx) => {
    const child = await ctx.startChild(collect, { count: 2 });
    await child.signal(item, 'a');
    await child.signal(item, 'b');
    return child.result();
  },
);

export const cancelChild: WorkflowDefinition<{ file: string }, ErrorData> = app.workflow(
  'conformance.cancelChild',
  async (ctx, { file }: { file: string }) => {
    const child = await ctx.startChild(cleanUp, { file });
    await ctx.sleep(20);
    await child.cancel();
    try {
      await child.result();
    } catch (error) {
      return errorToData(error);
    }
    return errorToData('nothing was thrown');
  },
);

/** Waits for a child that sleeps long. */
export const waitsForChild: WorkflowDefinition<{ file: string; childId: string }, string> = app.workflow(
  'conformance.waitsForChild',
  (ctx, { file, childId }: { file: string; childId: string }) =>
    ctx.executeChild(cleanUp, { file }, { workflowId: childId }),
);

/** Starts a child and ends before it. */
export const leavesChild: WorkflowDefinition<
  { file: string; childId: string; parentClosePolicy: ParentClosePolicy },
  string
> = app.workflow(
  'conformance.leavesChild',
  async (
    ctx,
    {
      file,
      childId,
      parentClosePolicy,
    }: { file: string; childId: string; parentClosePolicy: ParentClosePolicy },
  ) => {
    await ctx.startChild(cleanUp, { file }, { workflowId: childId, parentClosePolicy });
    // The child must have begun: what is asked of it is seen by what it does.
    await ctx.sleep(50);
    return 'left';
  },
);

export const fanOut: WorkflowDefinition<number, JsonValue[]> = app.workflow(
  'conformance.fanOut',
  (ctx, count: number) =>
    Promise.all(Array.from({ length: count }, (_, index) => ctx.executeChild(echo, index))),
);

/** A workflow that no worker has. */
const UNKNOWN: WorkflowDefinition<null> = {
  name: 'conformance.unknown',
  app: 'conformance',
  run: () => Promise.reject(new Error('This is never called.')),
};

/** Starts children of an unknown workflow, and gives how they fail. */
export const unknownChildren: WorkflowDefinition<{ childId: string }, ErrorData[]> = app.workflow(
  'conformance.unknownChildren',
  async (ctx, { childId }: { childId: string }) => {
    const started = await ctx.startChild(UNKNOWN, null, { workflowId: childId });
    const failed = [started.result(), ctx.executeChild(UNKNOWN, null)].map((result) =>
      result.then(() => errorToData('nothing was thrown'), errorToData),
    );
    return Promise.all(failed);
  },
);

/** Starts two children of one id. */
export const twins: WorkflowDefinition<{ childId: string; file: string }, ErrorData> = app.workflow(
  'conformance.twins',
  async (ctx, { childId, file }: { childId: string; file: string }) => {
    await ctx.startChild(cleanUp, { file }, { workflowId: childId });
    try {
      await ctx.startChild(cleanUp, { file }, { workflowId: childId });
    } catch (error) {
      return errorToData(error);
    }
    return errorToData('nothing was thrown');
  },
);
