import {
  defineQuery,
  defineSignal,
  defineUpdate,
  type QueryDefinition,
  type SignalDefinition,
  type UpdateDefinition,
  type WorkflowContext,
  type WorkflowDefinition,
} from '@mcp-agent/core';
import { ActivityError, UpdateRejectedError, type ErrorData, errorToData } from '@mcp-agent/core/errors';
import { thrownBy } from '../../contract/thrown-by.ts';
import { app } from './app.ts';
import { askBack, echoActivity, haveBack, mark, tellBack } from './calls.ts';
import { doUpdate, moodQuery, saidSignal } from './shared-messages.ts';

export const item: SignalDefinition<[string]> = defineSignal('item');
export const pair: SignalDefinition<[string, number]> = defineSignal('pair');
export const go: SignalDefinition<[]> = defineSignal('go');

/** Sleeps, and waits for the given number of items, one after another. */
export const collect: WorkflowDefinition<{ count: number; first?: number }, string[]> = app.workflow(
  'conformance.collect',
  async (ctx, { count, first = 0 }) => {
    await ctx.sleep(first);
    const items: string[] = [];
    while (items.length < count) items.push(await ctx.waitForSignal(item));
    return items;
  },
);

/** Sets its handler for items only after the signal `go`. */
export const collectLate: WorkflowDefinition<undefined, string[]> = app.workflow(
  'conformance.collectLate',
  async (ctx) => {
    await ctx.waitForSignal(go);
    const items: string[] = [];
    ctx.setHandler(item, (text) => {
      items.push(text);
    });
    await ctx.condition(() => items.length >= 2);
    return items;
  },
);

export const takePair: WorkflowDefinition<undefined, [string, number]> = app.workflow(
  'conformance.takePair',
  (ctx) => ctx.waitForSignal(pair),
);

/** Waits for the same signal twice concurrently. */
export const twoWaiters: WorkflowDefinition<undefined, string[]> = app.workflow(
  'conformance.twoWaiters',
  (ctx) => Promise.all([ctx.waitForSignal(item), ctx.waitForSignal(item)]),
);

export const waitBriefly: WorkflowDefinition<{ ms: number }, string> = app.workflow(
  'conformance.waitBriefly',
  async (ctx, { ms }) => {
    try {
      return await ctx.waitForSignal(item, { timeout: ms });
    } catch (error) {
      return errorToData(error).code;
    }
  },
);

/** Times out waiting for an item, and waits for the next item after the signal `go`. */
export const waitAgain: WorkflowDefinition<{ file: string }, string> = app.workflow(
  'conformance.waitAgain',
  async (ctx, { file }) => {
    await ctx.waitForSignal(item, { timeout: 10 }).catch(() => mark({ file, text: 'in vain' }));
    await ctx.waitForSignal(go);
    return ctx.waitForSignal(item);
  },
);

export const add: SignalDefinition<[number]> = defineSignal('add');
export const addSlowly: SignalDefinition<[number]> = defineSignal('addSlowly');
export const spoil: SignalDefinition<[]> = defineSignal('spoil');
export const finish: SignalDefinition<[]> = defineSignal('finish');
export const total: QueryDefinition<number, []> = defineQuery('total');
export const times: QueryDefinition<number, [number]> = defineQuery('times');
export const broken: QueryDefinition<number, []> = defineQuery('broken');
/** Fails in the given way. */
/** Starts a step of the given kind in a query handler, which is not allowed. */
export const stepping: QueryDefinition<string, [SteppingKind]> = defineQuery('stepping');
export const steppingUpdate: UpdateDefinition<string, [SteppingKind]> = defineUpdate('steppingUpdate');
export type SteppingKind = 'timer' | 'activity' | 'condition' | 'signal' | 'child' | 'patched';
export const isUpdating: QueryDefinition<boolean, []> = defineQuery('isUpdating');
export const unheard: QueryDefinition<number, []> = defineQuery('unheard');
export const put: UpdateDefinition<number, [number]> = defineUpdate('put');
export const putSlowly: UpdateDefinition<string, [string]> = defineUpdate('putSlowly');
export const endlessUpdate: UpdateDefinition<string, []> = defineUpdate('endlessUpdate');
export const lateUpdate: UpdateDefinition<void, []> = defineUpdate('late');
export const spoiledUpdate: UpdateDefinition<number, []> = defineUpdate('spoiledUpdate');
export const unheardUpdate: UpdateDefinition<number, []> = defineUpdate('unheardUpdate');

function beginStep(ctx: WorkflowContext, kind: SteppingKind): void {
  if (kind === 'timer') void ctx.sleep(1);
  else if (kind === 'activity') void ctx.executeActivity('conformance.echo', 1);
  else if (kind === 'condition') void ctx.condition(() => false, 1_000);
  else if (kind === 'signal') void ctx.signalWorkflow(ctx.workflowId, finish);
  else if (kind === 'child') void ctx.startChild(counter, undefined);
  else ctx.patched('a-change');
}

/** Has a number that messages change and read, until the signal `finish`. */
export const counter: WorkflowDefinition<undefined, number> = app.workflow(
  'conformance.counter',
  async (ctx) => {
    let sum = 0;
    let finished = false;
    let updating = false;
    ctx.setHandler(add, (amount) => {
      sum += amount;
    });
    ctx.setHandler(addSlowly, async (amount) => {
      await ctx.sleep(20);
      sum += amount;
    });
    ctx.setHandler(spoil, () => {
      throw new Error('the handler failed');
    });
    ctx.setHandler(finish, () => {
      finished = true;
    });
    ctx.setHandler(total, () => sum);
    ctx.setHandler(times, (factor) => sum * factor);
    ctx.setHandler(stepping, (kind) => {
      beginStep(ctx, kind);
      return kind;
    });
    ctx.setHandler(steppingUpdate, (kind) => kind, { validator: (kind) => beginStep(ctx, kind) });
    ctx.setHandler(broken, () => {
      throw new Error('the query failed');
    });
    ctx.setHandler(
      put,
      (amount) => {
        sum = amount;
        return sum * 2;
      },
      {
        validator: (amount) => {
          if (amount < 0) throw new Error('not below zero');
        },
      },
    );
    ctx.setHandler(putSlowly, async (text) => {
      const answer = await echoActivity(text);
      return `${JSON.stringify(answer)}!`;
    });
    ctx.setHandler(endlessUpdate, async () => {
      updating = true;
      await ctx.sleep('1 hour');
      return 'never';
    });
    ctx.setHandler(isUpdating, () => updating);
    ctx.setHandler(lateUpdate, () => ctx.withTimeout(1, () => ctx.sleep('1 hour')));
    ctx.setHandler(spoiledUpdate, () => {
      throw new Error('the update failed');
    });
    await ctx.condition(() => finished);
    return sum;
  },
);

/** Is queried by its activity. */
export const queriedByActivity: WorkflowDefinition<undefined, string> = app.workflow(
  'conformance.asked',
  async (ctx) => {
    ctx.setHandler(moodQuery, (of) => `tired of ${of}`);
    return askBack(null);
  },
);

/** Is signalled by its activity, and returns the signals that arrived before the result. */
export const signalledByActivity: WorkflowDefinition<undefined, string[]> = app.workflow(
  'conformance.told',
  async (ctx) => {
    const words: string[] = [];
    ctx.setHandler(saidSignal, (word) => void words.push(word));
    words.push(await tellBack(null));
    return words;
  },
);

/** Is updated by its activity, once with an update that calls an activity and once with one that it rejects. */
export const updatedByActivity: WorkflowDefinition<undefined, [string, string]> = app.workflow(
  'conformance.employed',
  async (ctx) => {
    ctx.setHandler(
      doUpdate,
      async (what) => {
        await ctx.sleep('10ms');
        await echoActivity(what);
        return `${what} done`;
      },
      {
        validator: (what) => {
          if (what === 'lie') throw new Error('The update is rejected.');
        },
      },
    );
    const done = await haveBack({ what: 'dishes' });
    const refused = await haveBack({ what: 'lie' }).catch((error: unknown) => error);
    const cause = ActivityError.isInstance(refused) ? refused.cause : refused;
    return [done, UpdateRejectedError.isInstance(cause) ? cause.code : String(cause)];
  },
);

/** Sends a signal to another workflow. */
export const sender: WorkflowDefinition<{ to: string; text: string }, null> = app.workflow(
  'conformance.sender',
  async (ctx, { to, text }) => {
    await ctx.signalWorkflow(to, item, text);
    return null;
  },
);

/** Sends a signal to a workflow that is not running, and returns the error. */
export const sendsInVain: WorkflowDefinition<{ to: string }, ErrorData> = app.workflow(
  'conformance.sendsInVain',
  (ctx, { to }) => thrownBy(() => ctx.signalWorkflow(to, item, 'anybody?')),
);
