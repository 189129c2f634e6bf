import {
  currentWorkflow,
  defineQuery,
  defineSignal,
  defineUpdate,
  type ParentClosePolicy,
  type QueryDefinition,
  type SignalDefinition,
  type UpdateDefinition,
  type WorkflowDefinition,
} from '@mcp-agent/core';
import { type ErrorData, errorToData, isCancellation } from '@mcp-agent/core/errors';
import { app } from './app.ts';
import { go, item } from './messages.ts';
import { mark, slow } from './calls.ts';
import { note, noteUpdate, order } from './order.ts';

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

/** Tries to begin each kind of thing after it was cancelled, and says how that went. */
export const triesAfterCancel: WorkflowDefinition<
  { to: string; childId: string },
  Record<string, string>
> = app.workflow(
  'conformance.triesAfterCancel',
  async (ctx, { to, childId }: { to: string; childId: string }) => {
    const child = await ctx.startChild(
      generations,
      { number: 1 },
      { workflowId: childId, parentClosePolicy: 'abandon' },
    );
    await ctx.sleep('1 hour').catch(() => {});
    const tries: Readonly<Record<string, () => Promise<unknown>>> = {
      sleep: () => ctx.sleep(1),
      condition: () => ctx.condition(() => true),
      activity: () => ctx.executeActivity('conformance.echo', 1),
      child: () => ctx.startChild(generations, { number: 1 }),
      signal: () => ctx.signalWorkflow(to, item, 'too late'),
      childSignal: () => child.signal(item, 'too late'),
      childCancel: () => child.cancel(),
      wait: () => ctx.waitForSignal(go),
    };
    const told: Record<string, string> = {};
    for (const [name, attempt] of Object.entries(tries)) {
      try {
        await attempt();
        told[name] = 'done';
      } catch (error) {
        told[name] = errorToData(error).code;
      }
    }
    return told;
  },
);

/** Sends itself a signal, by its own id. */
export const signalsItself: WorkflowDefinition<undefined, string> = app.workflow(
  'conformance.signalsItself',
  async (ctx) => {
    await ctx.signalWorkflow(ctx.workflowId, item, 'to myself');
    return ctx.waitForSignal(item);
  },
);

/** Sends a signal and starts a child in the turn in which it ends. */
export const sendsAtItsEnd: WorkflowDefinition<{ to: string; childId: string }, string> = app.workflow(
  'conformance.sendsAtItsEnd',
  async (ctx, { to, childId }: { to: string; childId: string }) => {
    void ctx.signalWorkflow(to, item, 'last words');
    void ctx.startChild(generations, { number: 1 }, { workflowId: childId, parentClosePolicy: 'abandon' });
    return 'ended';
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

/** Notes in what order its own code and the messages to it run. */
export const notesOrder: WorkflowDefinition<{ turns: number; callsBack?: boolean }, string[]> = app.workflow(
  'conformance.notesOrder',
  async (ctx, { turns, callsBack = false }: { turns: number; callsBack?: boolean }) => {
    const notes: string[] = [];
    ctx.setHandler(note, (text) => void notes.push(text));
    ctx.setHandler(noteUpdate, (text) => notes.push(text));
    ctx.setHandler(order, () => [...notes]);
    notes.push('begin');
    const called = callsBack ? ctx.executeActivity('conformance.noteBack', null) : undefined;
    // A turn: code that waits for nothing but itself.
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    notes.push('end');
    await called;
    await ctx.waitForSignal(go);
    return notes;
  },
);

/** Is cancelled, and its clean-up itself runs out of time. */
export const cleansUpTooSlowly: WorkflowDefinition<undefined, string> = app.workflow(
  'conformance.cleansUpTooSlowly',
  async (ctx) => {
    try {
      await ctx.sleep('1 hour');
    } finally {
      await ctx.shielded(() => ctx.withTimeout(20, () => ctx.sleep('1 hour')));
    }
    return 'slept';
  },
);

/** Finds itself wherever its code is called. */
export const findsItself: WorkflowDefinition<undefined, string[]> = app.workflow(
  'conformance.findsItself',
  async (ctx) => {
    const found: string[] = [];
    ctx.setHandler(order, () => [currentWorkflow().workflowId]);
    ctx.setHandler(noteUpdate, (text) => found.push(`${text} ${currentWorkflow().workflowId}`), {
      validator: () => {
        if (currentWorkflow().workflowId !== ctx.workflowId) throw new Error('another');
      },
    });
    ctx.setHandler(note, () => void found.push(`signal ${currentWorkflow().workflowId}`));
    let done = false;
    ctx.setHandler(go, () => {
      done = true;
    });
    await ctx.condition(() => done && currentWorkflow().workflowId === ctx.workflowId);
    return found;
  },
);

/** Does when it is told to what a paused workflow may not do. */
export const pausedSteps: WorkflowDefinition<
  { childId: string; how: 'signal' | 'continue'; file: string; again?: boolean },
  string
> = app.workflow(
  'conformance.pausedSteps',
  async (ctx, input: { childId: string; how: 'signal' | 'continue'; file: string; again?: boolean }) => {
    const { childId, how, file, again = false } = input;
    if (again) return 'continued';
    const child = await ctx.startChild(generations, { number: 1 }, { workflowId: childId });
    await mark({ file, text: 'begun' });
    await ctx.waitForSignal(go);
    if (how === 'continue') return ctx.continueAsNew({ ...input, again: true });
    await child.signal(item, 'from the parent');
    return child.result();
  },
);

/** Has a time limit that runs out while it is paused. */
export const pausedTimeout: WorkflowDefinition<{ file: string }, string> = app.workflow(
  'conformance.pausedTimeout',
  async (ctx, { file }: { file: string }) => {
    await mark({ file, text: 'begun' });
    let told = 'in time';
    await ctx
      .withTimeout(2_000, () => ctx.sleep('1 hour'))
      .catch(() => {
        told = 'timed out';
      });
    await mark({ file, text: told });
    return told;
  },
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

/** Leaves large values in its history. */
export const remembersMuch: WorkflowDefinition<{ bytes: number; times: number }, number> = app.workflow(
  'conformance.remembersMuch',
  async (ctx, { bytes, times }: { bytes: number; times: number }) => {
    for (let index = 0; index < times; index += 1) {
      await ctx.executeActivity('conformance.echo', 'x'.repeat(bytes));
    }
    return times;
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
