import type { JsonValue, ParentClosePolicy, WorkflowDefinition } from '@mcp-agent/core';
import type { ErrorData } from '@mcp-agent/core/errors';
import { thrownBy } from '../../contract/thrown-by.ts';
import { app } from './app.ts';
import { echo, failing, type Self, whoami } from './basics.ts';
import { cleanUp } from './cancellation.ts';
import { generations } from './chains.ts';
import { collect, item } from './messages.ts';

/** Awaits a child that is cancelled or terminated, and returns the error. */
export const losesChild: WorkflowDefinition<{ childId: string; policy: ParentClosePolicy }, ErrorData> =
  app.workflow('conformance.losesChild', async (ctx, { childId, policy }) => {
    const child = await ctx.startChild(
      generations,
      { number: 1 },
      { workflowId: childId, parentClosePolicy: policy },
    );
    return thrownBy(() => child.result());
  });

export const callChild: WorkflowDefinition<JsonValue, JsonValue> = app.workflow(
  'conformance.callChild',
  (ctx, input) => ctx.executeChild(echo, input),
);

export const childSelf: WorkflowDefinition<
  { childId: string },
  { self: Self; handle: { workflowId: string; runId: string } }
> = app.workflow('conformance.childSelf', async (ctx, { childId }) => {
  const child = await ctx.startChild(whoami, undefined, { workflowId: childId });
  return { self: await child.result(), handle: { workflowId: child.workflowId, runId: child.runId } };
});

export const catchChild: WorkflowDefinition<undefined, ErrorData> = app.workflow(
  'conformance.catchChild',
  (ctx) => thrownBy(() => ctx.executeChild(failing, 'application')),
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
  async (ctx, { file }) => {
    const child = await ctx.startChild(cleanUp, { file });
    await ctx.sleep(20);
    await child.cancel();
    return thrownBy(() => child.result());
  },
);

/** Waits for a child that sleeps for an hour. */
export const waitsForChild: WorkflowDefinition<{ file: string; childId: string }, string> = app.workflow(
  'conformance.waitsForChild',
  (ctx, { file, childId }) => ctx.executeChild(cleanUp, { file }, { workflowId: childId }),
);

/** Starts a child, and completes before it. */
export const leavesChild: WorkflowDefinition<
  { file: string; childId: string; parentClosePolicy: ParentClosePolicy },
  string
> = app.workflow('conformance.leavesChild', async (ctx, { file, childId, parentClosePolicy }) => {
  await ctx.startChild(cleanUp, { file }, { workflowId: childId, parentClosePolicy });
  // The child must have started, so that its cleanup shows the policy.
  await ctx.sleep(50);
  return 'left';
});

export const fanOut: WorkflowDefinition<number, JsonValue[]> = app.workflow(
  'conformance.fanOut',
  (ctx, count) => Promise.all(Array.from({ length: count }, (_, index) => ctx.executeChild(echo, index))),
);

/** A workflow that no worker knows. */
const UNKNOWN: WorkflowDefinition<null> = {
  name: 'conformance.unknown',
  app: 'conformance',
  run: () => Promise.reject(new Error('This is never called.')),
};

/** Starts children of an unknown workflow, and returns their errors. */
export const unknownChildren: WorkflowDefinition<{ childId: string }, ErrorData[]> = app.workflow(
  'conformance.unknownChildren',
  async (ctx, { childId }) => {
    const started = await ctx.startChild(UNKNOWN, null, { workflowId: childId });
    return Promise.all(
      [started.result(), ctx.executeChild(UNKNOWN, null)].map((result) => thrownBy(() => result)),
    );
  },
);

/** Starts two children with one ID, and returns the error. */
export const twins: WorkflowDefinition<{ childId: string; file: string }, ErrorData> = app.workflow(
  'conformance.twins',
  async (ctx, { childId, file }) => {
    await ctx.startChild(cleanUp, { file }, { workflowId: childId });
    return thrownBy(() => ctx.startChild(cleanUp, { file }, { workflowId: childId }));
  },
);
