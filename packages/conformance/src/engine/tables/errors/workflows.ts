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
import { ActivityError } from '@mcp-agent/core/errors';
import { app } from '../../workflows/app.ts';
import { type Arrived, arrived, outcomeOf } from '../outcome.ts';
import { throwKind } from './kinds.ts';

export const throwQuery: QueryDefinition<null, [string]> = defineQuery('throwQuery');
export const throwUpdate: UpdateDefinition<null, [string]> = defineUpdate('throwUpdate');
export const rejectUpdate: UpdateDefinition<null, [string]> = defineUpdate('rejectUpdate');
export const throwSignal: SignalDefinition<[string]> = defineSignal('throwSignal');
export const stopThrowing: SignalDefinition<[]> = defineSignal('stopThrowing');

/** Returns the error that a function throws. */
async function errorOf(run: () => unknown): Promise<Arrived> {
  const outcome = await outcomeOf(run);
  return 'error' in outcome ? outcome.error : arrived('nothing was thrown');
}

/** Has handlers that throw a kind of error. */
export const throwsInHandlers: WorkflowDefinition<undefined, null> = app.workflow(
  'conformance.throwsInHandlers',
  async (ctx) => {
    ctx.setHandler(throwQuery, throwKind);
    ctx.setHandler(throwUpdate, async (kind) => {
      await ctx.sleep(1);
      return throwKind(kind);
    });
    ctx.setHandler(rejectUpdate, () => null, { validator: throwKind });
    await ctx.waitForSignal(stopThrowing);
    return null;
  },
);

/** The error of an activity, as its workflow receives it, and the ID of the activity. */
export interface CaughtFromActivity {
  readonly activityId: string;
  readonly error: Arrived;
}

/** Calls an activity that throws, for each kind, and returns the errors. */
export const catchesFromActivities: WorkflowDefinition<
  { activity: string; kinds: string[]; attempts: number },
  CaughtFromActivity[]
> = app.workflow('conformance.catchesFromActivities', async (ctx, { activity, kinds, attempts }) => {
  ctx.setHandler(throwQuery, throwKind);
  ctx.setHandler(throwUpdate, throwKind);
  ctx.setHandler(rejectUpdate, () => null, { validator: throwKind });
  const retry = { maximumAttempts: attempts, initialInterval: 1, maximumInterval: 1 };
  return ctx.map(
    kinds,
    async (kind) => {
      try {
        return await ctx.executeActivity<never>(activity, kind, { retry });
      } catch (error) {
        const activityId = ActivityError.isInstance(error) ? error.activityId : 'none';
        return { activityId, error: arrived(error) };
      }
    },
    { concurrency: 10 },
  );
});

/** Doors within a workflow. An error passes them as it is. */
export const INNER_DOORS: Readonly<Record<string, (ctx: WorkflowContext, kind: string) => Promise<unknown>>> =
  {
    scope: (ctx, kind) => ctx.cancellable(async () => throwKind(kind)),
    'scope after a step': (ctx, kind) =>
      ctx.cancellable(async () => {
        await ctx.sleep(1);
        throwKind(kind);
      }),
    'scope in a scope': (ctx, kind) =>
      ctx.cancellable(() => ctx.cancellable(() => ctx.cancellable(async () => throwKind(kind)))),
    'shielded clean-up': (ctx, kind) => ctx.shielded(async () => throwKind(kind)),
    'clean-up of a cancelled scope': (ctx, kind) =>
      ctx.cancellable(async (scope) => {
        try {
          scope.cancel();
          await ctx.sleep(1);
        } finally {
          await ctx.shielded(async () => {
            await ctx.sleep(1);
            throwKind(kind);
          });
        }
      }),
    'finally block': async (ctx, kind) => {
      try {
        throwKind(kind);
      } finally {
        await ctx.sleep(1);
      }
    },
    timeout: (ctx, kind) => ctx.withTimeout('1 hour', async () => throwKind(kind)),
    condition: (ctx, kind) => ctx.condition(() => throwKind(kind)),
    'condition with a timeout': (ctx, kind) => ctx.condition(() => throwKind(kind), '1 hour'),
    map: (ctx, kind) => ctx.map([1, 2], async () => throwKind(kind)),
    'Promise.all': (ctx, kind) => Promise.all([ctx.sleep(1), (async () => throwKind(kind))()]),
    'then of a step': (ctx, kind) => ctx.sleep(1).then(() => throwKind(kind)),
  };

/** Sends each kind through each inner door, and returns the errors in the order of the kinds. */
export const catchesWithin: WorkflowDefinition<{ door: string; kinds: string[] }, Arrived[]> = app.workflow(
  'conformance.catchesWithin',
  (ctx, { door, kinds }) =>
    ctx.map(kinds, (kind) => errorOf(() => INNER_DOORS[door]?.(ctx, kind)), { concurrency: 20 }),
);

/** Ways in which a run fails. */
export const ENDING_DOORS: Readonly<
  Record<string, (ctx: WorkflowContext, kind: string) => Promise<unknown>>
> = {
  'its function': async (_, kind) => throwKind(kind),
  'a signal handler': async (ctx, kind) => {
    ctx.setHandler(throwSignal, throwKind);
    void ctx.signalWorkflow(ctx.workflowId, throwSignal, kind);
    await ctx.sleep('1 hour');
  },
  'a timer callback': async (ctx, kind) => {
    setTimeout(() => throwKind(kind), 1);
    await ctx.sleep('1 hour');
  },
  'a promise that is not awaited': async (ctx, kind) => {
    void (async () => throwKind(kind))();
    await ctx.sleep('1 hour');
  },
};

/** Fails in the given way. */
export const failsBy: WorkflowDefinition<{ door: string; kind: string }, never> = app.workflow(
  'conformance.failsBy',
  async (ctx, { door, kind }) => {
    await ENDING_DOORS[door]?.(ctx, kind);
    throw new Error('Nothing was thrown.');
  },
);

/** Fails with the error of its own child. */
export const relaysFailure: WorkflowDefinition<{ kind: string }, never> = app.workflow(
  'conformance.relaysFailure',
  (ctx, { kind }) =>
    ctx.executeChild(failsBy, { door: 'its function', kind }, { workflowId: `${ctx.workflowId}-child` }),
);
