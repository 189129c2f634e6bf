import { defineSignal, type Duration, type SignalDefinition, type WorkflowDefinition } from '@mcp-agent/core';
import { errorToData, type ErrorData } from '@mcp-agent/core/errors';
import { app } from './app.ts';
import { mark } from './calls.ts';

/** Sleeps, and gives how long it thinks that took. */
export const sleeper: WorkflowDefinition<Duration, number> = app.workflow(
  'conformance.sleeper',
  async (ctx, duration: Duration) => {
    const before = ctx.now();
    await ctx.sleep(duration);
    return ctx.now() - before;
  },
);

/** Sleeps that often at the same time. */
export const sleepers: WorkflowDefinition<{ count: number; ms: number }, number> = app.workflow(
  'conformance.sleepers',
  async (ctx, { count, ms }: { count: number; ms: number }) => {
    const before = ctx.now();
    await Promise.all(Array.from({ length: count }, () => ctx.sleep(ms)));
    return ctx.now() - before;
  },
);

/** Ends while a long sleep of its own goes on. */
export const leaveSleep: WorkflowDefinition<{ file: string }, string> = app.workflow(
  'conformance.leaveSleep',
  async (ctx, { file }: { file: string }) => {
    void ctx.sleep(300).then(() => mark({ file, text: 'woke' }));
    await ctx.sleep(10);
    return 'left';
  },
);

export type TimeLimited = { ms: number; takes: number };

export const limited: WorkflowDefinition<TimeLimited, { value?: string; error?: ErrorData; took: number }> =
  app.workflow('conformance.limited', async (ctx, { ms, takes }: TimeLimited) => {
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

/** What fails in the limited time is told as it is. */
export const limitedFailure: WorkflowDefinition<undefined, ErrorData> = app.workflow(
  'conformance.limitedFailure',
  async (ctx) => {
    try {
      await ctx.withTimeout('1 minute', async () => {
        await ctx.sleep(1);
        throw new RangeError('its own');
      });
    } catch (error) {
      return errorToData(error);
    }
    return errorToData('nothing was thrown');
  },
);

export const openDoor: SignalDefinition<[]> = defineSignal('openDoor');

/** Waits for a door to open, for so long. */
export const atTheDoor: WorkflowDefinition<{ timeout: number | null }, string> = app.workflow(
  'conformance.atTheDoor',
  async (ctx, { timeout }: { timeout: number | null }) => {
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

/** One branch makes true what another waits for. */
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

/** Sleeps once for each item, and gives the most that slept at once. The item that is below zero fails. */
export const mapper: WorkflowDefinition<
  { items: number[]; concurrency: number },
  { results: number[]; most: number; begun: number; failure: string | null }
> = app.workflow(
  'conformance.mapper',
  async (ctx, { items, concurrency }: { items: number[]; concurrency: number }) => {
    let [running, most, begun] = [0, 0, 0];
    let failure: string | null = null;
    const results = await ctx
      .map(
        items,
        async (item) => {
          begun += 1;
          running += 1;
          most = Math.max(most, running);
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
    return { results, most, begun, failure };
  },
);
