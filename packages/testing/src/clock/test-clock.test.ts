import { defineActivity, defineSignal, MCPApp } from '@mcp-agent/core';
import { isCancellation, TimeoutError } from '@mcp-agent/core/errors';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { expect, it } from 'vitest';
import { TestClock } from './test-clock.ts';

const DAY = 86_400_000;
const START = Date.UTC(2030, 0, 1);
const app = new MCPApp({ name: 'clock' });
const settings = { logger: { type: 'none' } };

const slow = defineActivity({
  name: 'clock.slow',
  options: { startToCloseTimeout: '1 minute' },
  run: async (ms: number) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return 'slow';
  },
});
const go = defineSignal('go');

const sleeps = app.workflow('clock.sleeps', async (ctx, duration: string) => {
  const before = ctx.now();
  await ctx.sleep(duration);
  return ctx.now() - before;
});
const diary = app.workflow('clock.diary', async (ctx, days: number) => {
  const entries: number[] = [];
  for (let day = 0; day < days; day += 1) {
    await ctx.sleep('1 day');
    entries.push((ctx.now() - ctx.startTime) / DAY);
  }
  return entries;
});
const worksThenWaits = app.workflow('clock.worksThenWaits', async (ctx) => {
  const first = await Promise.race([slow(100), ctx.sleep('1 hour').then(() => 'too late')]);
  await ctx.sleep('1 week');
  return first;
});
const waits = app.workflow('clock.waits', async (ctx) => {
  try {
    await ctx.waitForSignal(go, { timeout: '1 day' });
    return 'signalled';
  } catch (error) {
    return TimeoutError.isInstance(error) ? 'timed out' : 'failed';
  }
});
const cleans = app.workflow('clock.cleans', async (ctx) => {
  try {
    await ctx.sleep('52 weeks');
  } catch (error) {
    await ctx.shielded(() => ctx.sleep('1 hour'));
    return isCancellation(error) ? 'cleaned' : 'failed';
  }
  return 'slept';
});
const whoIs = app.workflow('clock.whoIs', async (ctx) => ({ workflowId: ctx.workflowId, runId: ctx.runId }));
const parent = app.workflow('clock.parent', (ctx) => ctx.executeChild(sleeps, '10 days'));

it('a sleep of a month takes no time, and ctx.now() advances by a month', async () => {
  const clock = new TestClock(START);
  await using executor = new AsyncioExecutor(settings, { intercept: clock.intercept });
  expect(await clock.until(executor.executeWorkflow(sleeps, '30 days'))).toBe(30 * DAY);
  expect(clock.now()).toBe(START + 30 * DAY);
});

it('a workflow keeps its IDs', async () => {
  const clock = new TestClock(START);
  await using executor = new AsyncioExecutor(settings, { intercept: clock.intercept });
  const handle = await executor.startWorkflow(whoIs);
  expect(await handle.result()).toEqual({ workflowId: handle.workflowId, runId: handle.runId });
});

it('the clock stops until it is advanced, and each timer fires at its time', async () => {
  const clock = new TestClock(START);
  await using executor = new AsyncioExecutor(settings, { intercept: clock.intercept });
  const handle = await executor.startWorkflow(diary, 3);
  await clock.advance('2 days 23 hours');
  expect((await handle.describe()).status).toBe('running');
  expect(clock.now()).toBe(START + 3 * DAY - 3_600_000);
  await clock.advance('1 hour');
  expect(await handle.result()).toEqual([1, 2, 3]);
});

it('an activity takes real time, in which neither a long timer nor its own timeout fires', async () => {
  const clock = new TestClock();
  await using executor = new AsyncioExecutor(settings, { intercept: clock.intercept });
  expect(await clock.until(executor.executeWorkflow(worksThenWaits))).toBe('slow');
});

it('ctx.withTimeout ends an activity that hangs', async () => {
  const hang = defineActivity({
    name: 'clock.hang',
    run: (_: null, { signal }) =>
      new Promise<null>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
      }),
  });
  const limits = app.workflow('clock.limits', async (ctx) => {
    await ctx.withTimeout(50, () => hang(null)).catch(() => {});
    await ctx.sleep('1 day');
    return 'continued';
  });
  const clock = new TestClock();
  await using executor = new AsyncioExecutor(settings, { intercept: clock.intercept });
  expect(await clock.until(executor.executeWorkflow(limits))).toBe('continued');
});

it('a signal arrives before the timeout, or not', async () => {
  const clock = new TestClock();
  await using executor = new AsyncioExecutor(settings, { intercept: clock.intercept });
  const [signalled, forgotten] = [await executor.startWorkflow(waits), await executor.startWorkflow(waits)];
  await clock.advance('23 hours');
  await signalled.signal(go);
  await clock.advance('1 hour');
  expect([await signalled.result(), await forgotten.result()]).toEqual(['signalled', 'timed out']);
});

it('the cleanup of a cancelled workflow and child workflows use the same clock', async () => {
  const clock = new TestClock();
  await using executor = new AsyncioExecutor(settings, { intercept: clock.intercept });
  const handle = await executor.startWorkflow(cleans);
  await clock.advance('1 day');
  await handle.cancel();
  expect(await clock.until(handle.result())).toBe('cleaned');
  expect(await clock.until(executor.executeWorkflow(parent))).toBe(10 * DAY);
});

it('two clocks are independent', async () => {
  const [first, second] = [new TestClock(START), new TestClock(START)];
  await using one = new AsyncioExecutor(settings, { intercept: first.intercept });
  await using two = new AsyncioExecutor(settings, { intercept: second.intercept });
  await two.startWorkflow(sleeps, '1 day');
  await first.until(one.executeWorkflow(sleeps, '1 day'));
  expect([first.now(), second.now()]).toEqual([START + DAY, START]);
});

it('until throws if the workflow waits for a signal that was not sent', async () => {
  const clock = new TestClock();
  await using executor = new AsyncioExecutor(settings, { intercept: clock.intercept });
  const never = app.workflow('clock.never', (ctx) => ctx.waitForSignal(go));
  const result = executor.executeWorkflow(never);
  result.catch(() => {});
  await expect(clock.until(result)).rejects.toThrow(/signal or an update, which you have to send/);
});
