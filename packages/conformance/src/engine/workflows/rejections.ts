import {
  type ActivityOptions,
  defineQuery,
  defineUpdate,
  type JsonValue,
  type QueryDefinition,
  type UpdateDefinition,
  type WorkflowContext,
  type WorkflowDefinition,
} from '@mcp-agent/core';
import { errorToData } from '@mcp-agent/core/errors';
import { thrownBy } from '../../contract/thrown-by.ts';
import { app } from './app.ts';
import { throwsOdd } from './isolation.ts';

const ONCE: ActivityOptions = { retry: { maximumAttempts: 1 } };

function failAtOnce(ctx: WorkflowContext): Promise<JsonValue> {
  return ctx.executeActivity('conformance.throwOdd', 'plain', ONCE);
}

/** Starts a step that fails while it waits for another, and awaits it afterwards. */
export const awaitsLate: WorkflowDefinition<{ how: LateStep }, string> = app.workflow(
  'conformance.awaitsLate',
  async (ctx, { how }) => {
    const failing = LATE_STEPS[how](ctx);
    await ctx.sleep(100);
    await ctx.sleep(100);
    return (await thrownBy(() => failing)).code;
  },
);

export type LateStep = 'activity' | 'child' | 'scope' | 'shield' | 'timeout' | 'condition' | 'map';

/** Steps that fail, one for each method of `ctx`. */
const LATE_STEPS: Readonly<Record<LateStep, (ctx: WorkflowContext) => Promise<unknown>>> = {
  activity: failAtOnce,
  child: (ctx) => ctx.executeChild(throwsOdd, { how: 'plain' }),
  scope: (ctx) => ctx.cancellable(() => failAtOnce(ctx)),
  shield: (ctx) => ctx.shielded(() => failAtOnce(ctx)),
  timeout: (ctx) => ctx.withTimeout(5, () => ctx.sleep('1 hour')),
  condition: (ctx) => ctx.condition(() => false, 5),
  map: (ctx) => ctx.map([1], () => failAtOnce(ctx)),
};

/** Starts a step that fails, and never awaits it. */
export const neverAwaits: WorkflowDefinition<undefined, string> = app.workflow(
  'conformance.neverAwaits',
  async (ctx) => {
    void failAtOnce(ctx);
    await ctx.sleep(200);
    return 'went on';
  },
);

export type OwnRejection =
  | 'function'
  | 'atOnce'
  | 'two'
  | 'all'
  | 'derived'
  | 'scope'
  | 'callback'
  | 'rejectionInCallback';

/** Unhandled errors of workflow code. */
const OWN_REJECTIONS: Readonly<Record<OwnRejection, (ctx: WorkflowContext) => Promise<unknown>>> = {
  function: async (ctx) => {
    await ctx.sleep(1);
    throw new Error('lost');
  },
  atOnce: () => Promise.reject(new Error('lost')),
  two: async (ctx) => {
    await ctx.sleep(1);
    void Promise.reject(new Error('lost'));
    throw new Error('lost second');
  },
  callback: async () => {
    setTimeout(lose, 1);
  },
  rejectionInCallback: async () => {
    setTimeout(() => void Promise.reject(new Error('lost')), 1);
  },
  all: (ctx) => Promise.all([ctx.sleep('1 hour'), ctx.sleep(1).then(lose)]),
  derived: (ctx) => ctx.sleep(1).then(lose),
  scope: (ctx) =>
    ctx.cancellable(async () => {
      void Promise.reject(new Error('lost'));
      await ctx.sleep('1 hour');
    }),
};

function lose(): never {
  throw new Error('lost');
}

/** Has an unhandled error while it sleeps. */
export const losesRejection: WorkflowDefinition<{ how: OwnRejection }, string> = app.workflow(
  'conformance.losesRejection',
  async (ctx, { how }) => {
    void OWN_REJECTIONS[how](ctx);
    await ctx.sleep('1 hour');
    return 'slept';
  },
);

export const setMood: UpdateDefinition<string, [mood: string]> = defineUpdate('conformance.setMood');

export const mood: QueryDefinition<string, []> = defineQuery('conformance.mood');

/** Has an unhandled rejection in an update handler or its validator. */
export const losesInHandler: WorkflowDefinition<{ where: 'handler' | 'validator' }, string> = app.workflow(
  'conformance.losesInHandler',
  async (ctx, { where }) => {
    let current = 'calm';
    const lost = (here: string): void => {
      if (here === where) void Promise.reject(new Error('lost'));
    };
    ctx.setHandler(mood, () => current);
    ctx.setHandler(
      setMood,
      (next) => {
        lost('handler');
        current = next;
        return `was set to ${next}`;
      },
      { validator: () => lost('validator') },
    );
    await ctx.sleep('1 hour');
    return 'slept';
  },
);

/** Aborts an activity that has unhandled errors on abort, by a timeout and by cancellation. */
export const timesOutAndCancels: WorkflowDefinition<undefined, string[]> = app.workflow(
  'conformance.timesOutAndCancels',
  async (ctx) => {
    const codes: string[] = [];
    const call = (options: ActivityOptions): Promise<void> =>
      ctx.executeActivity('conformance.losesWhenAborted', null, { ...ONCE, ...options }).then(
        () => {},
        (error: unknown) => void codes.push(errorToData(error).code),
      );
    await call({ startToCloseTimeout: 50 });
    await ctx.cancellable(async (scope) => {
      const called = call({});
      await ctx.sleep(50).finally(() => scope.cancel());
      await called;
    });
    // Waits until the abort listeners have run.
    await ctx.shielded(() => ctx.sleep(300));
    return codes;
  },
);

export type LastTurn = 'return' | 'throw' | 'continue';

/** Has unhandled rejections in its last turn, which is its first turn or a later one. */
export const rejectsAtItsEnd: WorkflowDefinition<{ how: LastTurn; late: boolean; run?: number }, string> =
  app.workflow('conformance.rejectsAtItsEnd', async (ctx, { how, late, run = 1 }) => {
    if (run === 2) return 'continued';
    if (late) await ctx.sleep(1);
    const lost: Promise<never>[] = [];
    for (let count = 0; count < 2; count += 1) lost.push(Promise.reject(new Error(`lost ${count}`)));
    if (how === 'throw') throw new Error('its own end');
    return how === 'return' ? `lost ${lost.length}` : ctx.continueAsNew({ how, late, run: 2 });
  });
