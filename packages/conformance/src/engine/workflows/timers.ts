import { defineSignal, type Duration, type SignalDefinition, type WorkflowDefinition } from '@mcp-agent/core';
import { errorToData, type ErrorData } from '@mcp-agent/core/errors';
import { thrownBy } from '../../contract/thrown-by.ts';
import { app } from './app.ts';
import { mark } from './calls.ts';

/** Sleeps, and returns the elapsed time by ctx.now(). */
export const sleeper: WorkflowDefinition<Duration, number> = app.workflow(
  'conformance.sleeper',
  async (ctx, duration) => {
    const before = ctx.now();
    await ctx.sleep(duration);
    return ctx.now() - before;
  },
);

/** Starts the given number of concurrent sleeps, and returns the elapsed time. */
export const sleepers: WorkflowDefinition<{ count: number; ms: number }, number> = app.workflow(
  'conformance.sleepers',
  async (ctx, { count, ms }) => {
    const before = ctx.now();
    await Promise.all(Array.from({ length: count }, () => ctx.sleep(ms)));
    return ctx.now() - before;
  },
);

/** Completes while a sleep is pending. */
export const leaveSleep: WorkflowDefinition<{ file: string }, string> = app.workflow(
  'conformance.leaveSleep',
  async (ctx, { file }) => {
    void ctx.sleep(300).then(() => mark({ file, text: 'woke' }));
    await ctx.sleep(10);
    return 'left';
  },
);

export type TimeLimited = { ms: number; takes: number };

export const limited: WorkflowDefinition<TimeLimited, { value?: string; error?: ErrorData; took: number }> =
  app.workflow('conformance.limited', async (ctx, { ms, takes }) => {
    const before = ctx.now();
    try {
      const value = await ctx.withTimeout(ms, async () => {
        await ctx.sleep(takes);
        return 'in time';
      });
      return { value, took: ctx.now() - before };
    } catch (error) {
      return { error: errorToData(error), took: ctx.now() - before };
    }
  });

/** Returns the error of a function that fails before its timeout. */
export const limitedFailure: WorkflowDefinition<undefined, ErrorData> = app.workflow(
  'conformance.limitedFailure',
  (ctx) =>
    thrownBy(() =>
      ctx.withTimeout('1 minute', async () => {
        await ctx.sleep(1);
        throw new RangeError('its own');
      }),
    ),
);

export const openDoor: SignalDefinition<[]> = defineSignal('openDoor');

/** Waits for a signal by a condition with an optional timeout. */
export const atTheDoor: WorkflowDefinition<{ timeout: number | null }, string> = app.workflow(
  'conformance.atTheDoor',
  async (ctx, { timeout }) => {
    let open = false;
    ctx.setHandler(openDoor, () => {
      open = true;
    });
    try {
      await ctx.condition(() => open, timeout ?? undefined);
      return 'open';
    } catch (error) {
      return errorToData(error).code;
    }
  },
);

/** Waits for a condition that another branch makes true. */
export const twoBranches: WorkflowDefinition<undefined, string[]> = app.workflow(
  'conformance.twoBranches',
  async (ctx) => {
    const order: string[] = [];
    await Promise.all([
      ctx.condition(() => order.includes('made')).then(() => order.push('seen')),
      ctx.sleep(20).then(() => order.push('made')),
    ]);
    return order;
  },
);

/** Sleeps for each item, and returns the maximum number of concurrent sleeps. A negative item fails. */
export const mapper: WorkflowDefinition<
  { items: number[]; concurrency: number },
  { results: number[]; max: number; begun: number; failure: string | null }
> = app.workflow('conformance.mapper', async (ctx, { items, concurrency }) => {
  let [running, max, begun] = [0, 0, 0];
  let failure: string | null = null;
  const results = await ctx
    .map(
      items,
      async (item) => {
        begun += 1;
        running += 1;
        max = Math.max(max, running);
        await ctx.sleep(10 + item);
        running -= 1;
        if (item < 0) throw new Error(`item ${item}`);
        return item * 2;
      },
      { concurrency },
    )
    .catch((error: unknown) => {
      failure = errorToData(error).message;
      return [];
    });
  return { results, max, begun, failure };
});
