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

/** Continues as new whenever it is told to, and answers as the run that it is. */
export const generations: WorkflowDefinition<{ number: number; file?: string }, string> = app.workflow(
  'conformance.generations',
  async (ctx, { number, file }: { number: number; file?: string }) => {
    ctx.setHandler(generation, () => number);
    ctx.setHandler(bump, (by) => number + by);
    try {
      const finished = ctx.waitForSignal(item).then((text) => `${text} in ${number}`);
      const goesOn = ctx.waitForSignal(next).then(() => undefined);
      const text = await Promise.race([finished, goesOn]);
      if (text !== undefined) return text;
    } finally {
      if (file !== undefined) await ctx.shielded(() => mark({ file, text: `left ${number}` }));
    }
    return ctx.continueAsNew({ number: number + 1, ...(file !== undefined && { file }) });
  },
);

/** Takes one signal a run, and continues as new until it has as many as it was told. */
export const oneEachRun: WorkflowDefinition<{ count: number; taken: string[] }, string[]> = app.workflow(
  'conformance.oneEachRun',
  async (ctx, { count, taken }: { count: number; taken: string[] }) => {
    const all = [...taken, await ctx.waitForSignal(item)];
    return all.length >= count ? all : ctx.continueAsNew({ count, taken: all });
  },
);

export interface ParentOrders {
  readonly childId: string;
  readonly policy: ParentClosePolicy;
  readonly file: string;
}

/** Has a child that continues as new, and does to it what it is told by signal. */
export const parentOfChain: WorkflowDefinition<ParentOrders, string> = app.workflow(
  'conformance.parentOfChain',
  async (ctx, { childId, policy, file }: ParentOrders) => {
    const child = await ctx.startChild(
      generations,
      { number: 1, file },
      { workflowId: childId, parentClosePolicy: policy },
    );
    const wanted = await ctx.waitForSignal(item);
    if (wanted === 'signal') await child.signal(item, 'from the parent');
    else await child.cancel();
    try {
      return await child.result();
    } catch (error) {
      return errorToData(error).cause?.code ?? 'no cause';
    }
  },
);

/** Continues as new at once, some times, then waits. */
export const hurries: WorkflowDefinition<number, string> = app.workflow(
  'conformance.hurries',
  async (ctx, run: number) => (run < 4 ? ctx.continueAsNew(run + 1) : ctx.waitForSignal(item)),
);

/** Ends while its child continues as new. */
export const leavesChain: WorkflowDefinition<{ childId: string }, string> = app.workflow(
  'conformance.leavesChain',
  async (ctx, { childId }: { childId: string }) => {
    await ctx.startChild(hurries, 1, { workflowId: childId, parentClosePolicy: 'terminate' });
    return 'left';
  },
);

/** Waits for a child that continues as new. */
export const awaitsChain: WorkflowDefinition<Omit<ParentOrders, 'file'>, string> = app.workflow(
  'conformance.awaitsChain',
  (ctx, { childId, policy }: Omit<ParentOrders, 'file'>) =>
    ctx.executeChild(generations, { number: 1 }, { workflowId: childId, parentClosePolicy: policy }),
);

/** Waits, with a child that it does not wait for. */
export const neglectsChild: WorkflowDefinition<ParentOrders, string> = app.workflow(
  'conformance.neglectsChild',
  async (ctx, { childId, policy, file }: ParentOrders) => {
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

/** Sends itself a signal that it does not wait for, and continues as new. */
export const signalsNextRun: WorkflowDefinition<number, string> = app.workflow(
  'conformance.signalsNextRun',
  async (ctx, run: number) => {
    if (run > 1) return ctx.waitForSignal(item);
    void ctx.signalWorkflow(ctx.workflowId, item, 'to the next run');
    return ctx.continueAsNew(run + 1);
  },
);

/** Continues as new in the handler of an update, or of a signal. */
/** Continues as new a few times, in the midst of updates. */
export const continuesOften: WorkflowDefinition<number, string> = app.workflow(
  'conformance.continuesOften',
  async (ctx, left: number) => {
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
  async (ctx, { late, run = 1 }: { late: boolean; run?: number }) => {
    if (run === 2) return 'continued';
    void (async () => {
      if (late) await ctx.sleep(1);
      return ctx.continueAsNew({ late, run: 2 });
    })();
    await ctx.sleep('1 hour');
    return 'slept';
  },
);

export const continuesInHandler: WorkflowDefinition<number, string> = app.workflow(
  'conformance.continuesInHandler',
  async (ctx, run: number) => {
    ctx.setHandler(generation, () => run);
    ctx.setHandler(bump, () => ctx.continueAsNew(run + 1));
    ctx.setHandler(next, () => ctx.continueAsNew(run + 1));
    return `${await ctx.waitForSignal(item)} in ${run}`;
  },
);

/** Is in an activity while signals come, continues as new, and takes them then. */
export const busyThenContinues: WorkflowDefinition<{ file: string; run: number }, string[]> = app.workflow(
  'conformance.busyThenContinues',
  async (ctx, { file, run }: { file: string; run: number }) => {
    if (run === 1) {
      await slow({ file, ms: 200 });
      return ctx.continueAsNew({ file, run: run + 1 });
    }
    return [await ctx.waitForSignal(item), await ctx.waitForSignal(item), await ctx.waitForSignal(item)];
  },
);
