import type { WorkflowDefinition } from '@mcp-agent/core';
import { ApplicationError } from '@mcp-agent/core/errors';
import { app } from './app.ts';
import { echo } from './basics.ts';
import { mark, slow } from './calls.ts';
import { go, item } from './messages.ts';

/** Runs an activity, a child, concurrent steps, a step that it cancels, and one that fails. */
export const stepsOfAllKinds: WorkflowDefinition<{ file: string }, string> = app.workflow(
  'conformance.stepsOfAllKinds',
  async (ctx, { file }) => {
    await mark({ file, text: 'one' });
    await ctx.executeChild(echo, 'two');
    await Promise.all([slow({ file, ms: 50 }), ctx.sleep(5), mark({ file, text: 'three' })]);
    await ctx.withTimeout(5, () => ctx.sleep('1 hour')).catch(() => {});
    await ctx
      .executeActivity('conformance.flaky', { file: `${file}-flaky`, failures: 9 }, TWO_ATTEMPTS)
      .catch(() => {});
    return ctx.waitForSignal(item);
  },
);

/** Number of steps of {@link stepsOfAllKinds}. */
export const STEP_COUNT = 8;

const TWO_ATTEMPTS = { retry: { initialInterval: 5, maximumAttempts: 2 } } as const;

/** Publishes items, and withdraws or replaces them at each signal. */
export const publishes: WorkflowDefinition<{ large: string }, null> = app.workflow(
  'conformance.publishes',
  async (ctx, { large }) => {
    ctx.publish('first', 'a', { text: 'opened' });
    ctx.publish('second', 'a', null);
    await ctx.waitForSignal(go);
    ctx.publish('first', 'a', { text: 'replaced' });
    await ctx.waitForSignal(go);
    ctx.publish('first', 'a');
    ctx.publish('first', 'b', large);
    await ctx.sleep(1);
    return null;
  },
);

/** Starts a timer in the turn in which it ends, after its end. */
export const startsAfterEnd: WorkflowDefinition<undefined, string> = app.workflow(
  'conformance.startsAfterEnd',
  async (ctx) => {
    await ctx.sleep(1);
    void (async () => {
      for (let turns = 0; turns < LONG_TURN; turns += 1) await Promise.resolve();
      await ctx.sleep('1 hour');
    })();
    return 'ended';
  },
);

/** A number of microtasks in which a workflow's function has ended. */
const LONG_TURN = 100;

/** Fails on the signal `go`. */
export const failsWhenSignalled: WorkflowDefinition<undefined, null> = app.workflow(
  'conformance.failsWhenSignalled',
  async (ctx) => {
    await ctx.waitForSignal(go);
    throw new ApplicationError('as told');
  },
);
