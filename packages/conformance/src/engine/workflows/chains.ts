import {
  defineQuery,
  defineSignal,
  defineUpdate,
  type ParentClosePolicy,
  type QueryDefinition,
  type SignalDefinition,
  type UpdateDefinition,
  type WorkflowDefinition,
} from '@mcp-agent/core';
import { errorToData } from '@mcp-agent/core/errors';
import { app } from './app.ts';
import { mark, slow } from './calls.ts';
import { item } from './messages.ts';

export const next: SignalDefinition<[]> = defineSignal('next');

export const generation: QueryDefinition<number, []> = defineQuery('generation');

export const bump: UpdateDefinition<number, [number]> = defineUpdate('bump');

/** Continues as new on the signal `next`, and returns on the signal `item`. Its messages return its run number. */
export const generations: WorkflowDefinition<{ number: number; file?: string }, string> = app.workflow(
  'conformance.generations',
  async (ctx, { number, file }) => {
    ctx.setHandler(generation, () => number);
    ctx.setHandler(bump, (by) => number + by);
    try {
      const finished = ctx.waitForSignal(item).then((text) => `${text} in ${number}`);
      const continued = ctx.waitForSignal(next).then(() => undefined);
      const text = await Promise.race([finished, continued]);
      if (text !== undefined) return text;
    } finally {
      if (file !== undefined) await ctx.shielded(() => mark({ file, text: `left ${number}` }));
    }
    return ctx.continueAsNew({ number: number + 1, ...(file !== undefined && { file }) });
  },
);

/** Receives one signal in each run, and continues as new until it has the given number. */
export const oneEachRun: WorkflowDefinition<{ count: number; taken: string[] }, string[]> = app.workflow(
  'conformance.oneEachRun',
  async (ctx, { count, taken }) => {
    const all = [...taken, await ctx.waitForSignal(item)];
    return all.length >= count ? all : ctx.continueAsNew({ count, taken: all });
  },
);

export interface ParentOrders {
  readonly childId: string;
  readonly policy: ParentClosePolicy;
  readonly file: string;
}

/** Starts a child that continues as new, and signals or cancels it, as a signal says. */
export const parentOfChain: WorkflowDefinition<ParentOrders, string> = app.workflow(
  'conformance.parentOfChain',
  async (ctx, { childId, policy, file }) => {
    const child = await ctx.startChild(
      generations,
      { number: 1, file },
      { workflowId: childId, parentClosePolicy: policy },
    );
    const order = await ctx.waitForSignal(item);
    if (order === 'signal') await child.signal(item, 'from the parent');
    else await child.cancel();
    try {
      return await child.result();
    } catch (error) {
      return errorToData(error).cause?.code ?? 'no cause';
    }
  },
);

/** Continues as new three times without waiting, then waits for a signal. */
export const hurries: WorkflowDefinition<number, string> = app.workflow(
  'conformance.hurries',
  async (ctx, run) => (run < 4 ? ctx.continueAsNew(run + 1) : ctx.waitForSignal(item)),
);

/** Completes while its child continues as new. */
export const leavesChain: WorkflowDefinition<{ childId: string }, string> = app.workflow(
  'conformance.leavesChain',
  async (ctx, { childId }) => {
    await ctx.startChild(hurries, 1, { workflowId: childId, parentClosePolicy: 'terminate' });
    return 'left';
  },
);

/** Waits for a child that continues as new. */
export const awaitsChain: WorkflowDefinition<Omit<ParentOrders, 'file'>, string> = app.workflow(
  'conformance.awaitsChain',
  (ctx, { childId, policy }) =>
    ctx.executeChild(generations, { number: 1 }, { workflowId: childId, parentClosePolicy: policy }),
);

/** Starts a child, does not await it, and sleeps. */
export const neglectsChild: WorkflowDefinition<ParentOrders, string> = app.workflow(
  'conformance.neglectsChild',
  async (ctx, { childId, policy, file }) => {
    await ctx.startChild(
      generations,
      { number: 1, file },
      { workflowId: childId, parentClosePolicy: policy },
    );
    await mark({ file, text: 'begun' });
    await ctx.sleep('1 hour');
    return 'slept';
  },
);

/** Sends a signal to itself without awaiting it, and continues as new. */
export const signalsNextRun: WorkflowDefinition<number, string> = app.workflow(
  'conformance.signalsNextRun',
  async (ctx, run) => {
    if (run > 1) return ctx.waitForSignal(item);
    void ctx.signalWorkflow(ctx.workflowId, item, 'to the next run');
    return ctx.continueAsNew(run + 1);
  },
);

/** Continues as new several times while it receives updates. */
export const continuesOften: WorkflowDefinition<number, string> = app.workflow(
  'conformance.continuesOften',
  async (ctx, left) => {
    ctx.setHandler(bump, async (number) => {
      await ctx.sleep(3);
      return number;
    });
    if (left === 0) return ctx.waitForSignal(item);
    await ctx.sleep(8);
    return ctx.continueAsNew(left - 1);
  },
);

/** Continues as new in a promise that it does not await. */
export const continuesUnawaited: WorkflowDefinition<{ late: boolean; run?: number }, string> = app.workflow(
  'conformance.continuesUnawaited',
  async (ctx, { late, run = 1 }) => {
    if (run === 2) return 'continued';
    void (async () => {
      if (late) await ctx.sleep(1);
      return ctx.continueAsNew({ late, run: 2 });
    })();
    await ctx.sleep('1 hour');
    return 'slept';
  },
);

/** Continues as new in the handler of an update or a signal. */
export const continuesInHandler: WorkflowDefinition<number, string> = app.workflow(
  'conformance.continuesInHandler',
  async (ctx, run) => {
    ctx.setHandler(generation, () => run);
    ctx.setHandler(bump, () => ctx.continueAsNew(run + 1));
    ctx.setHandler(next, () => ctx.continueAsNew(run + 1));
    return `${await ctx.waitForSignal(item)} in ${run}`;
  },
);

/** Receives signals while it calls an activity, continues as new, and returns them. */
export const busyThenContinues: WorkflowDefinition<{ file: string; run: number }, string[]> = app.workflow(
  'conformance.busyThenContinues',
  async (ctx, { file, run }) => {
    if (run === 1) {
      await slow({ file, ms: 200 });
      return ctx.continueAsNew({ file, run: run + 1 });
    }
    return [await ctx.waitForSignal(item), await ctx.waitForSignal(item), await ctx.waitForSignal(item)];
  },
);
