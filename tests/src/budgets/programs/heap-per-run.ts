import { getHeapSpaceStatistics } from 'node:v8';
import { setTimeout as settled } from 'node:timers/promises';
import { defineSignal, MCPApp } from '@mcp-agent/core';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';

// Prints the heap size of a run, in bytes. Run it with --expose-gc.
const COUNT = 20_000;
const app = new MCPApp({ name: 'heap' });
const go = defineSignal('go');
const empty = app.workflow('empty', async () => null);
const asleep = app.workflow('asleep', async (ctx) => {
  await ctx.sleep('1 hour');
});
const signalled = app.workflow('signalled', async (ctx) => {
  await ctx.waitForSignal(go);
});
const executor = new AsyncioExecutor();
const held: unknown[] = [];

async function perWaiting(start: () => Promise<unknown>): Promise<number> {
  const fill = async (count: number): Promise<number> => {
    for (let index = 0; index < count; index += 1) held.push(await start());
    await settled(50);
    globalThis.gc?.();
    return process.memoryUsage().heapUsed;
  };
  const before = await fill(1_000);
  return ((await fill(COUNT)) - before) / COUNT;
}

/** Returns the memory that survives two minor collections, until a full one. */
async function agedPerFinished(): Promise<number> {
  const run = async (count: number): Promise<void> => {
    for (let index = 0; index < count; index += 1) await executor.executeWorkflow(empty);
  };
  await run(COUNT);
  globalThis.gc?.();
  const before = oldSpace();
  await run(COUNT);
  return (oldSpace() - before) / COUNT;
}

function oldSpace(): number {
  const space = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'old_space');
  return space?.space_used_size ?? Number.NaN;
}

const finished = await agedPerFinished();
console.log(
  JSON.stringify({
    finished,
    asleep: await perWaiting(() => executor.startWorkflow(asleep)),
    signalled: await perWaiting(() => executor.startWorkflow(signalled)),
  }),
);
process.exit();
