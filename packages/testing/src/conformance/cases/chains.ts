import type { WorkflowHandle } from '@mcp-agent/core';
import { errorToData, ExecutorClosedError } from '@mcp-agent/core/errors';
import { expect } from 'vitest';
import { Cases, errorOf, until } from '../kit.ts';
import { echo } from '../workflows/basics.ts';
import {
  awaitsChain,
  bump,
  continuesInHandler,
  continuesOften,
  continuesUnawaited,
  busyThenContinues,
  generation,
  generations,
  leavesChain,
  neglectsChild,
  next,
  oneEachRun,
  parentOfChain,
  remembersMuch,
  sendsAtItsEnd,
  signalsNextRun,
} from '../workflows/chains.ts';
import { collect, item } from '../workflows/messages.ts';
import { sleeper } from '../workflows/timers.ts';

export const chains: Cases = new Cases();
const { verifies } = chains;

verifies('handle.own-run', async ({ executor, id }) => {
  const workflowId = id();
  const first = await executor.startWorkflow(generations, { number: 1 }, { workflowId });
  await first.signal(item, 'done');
  expect(await first.result()).toBe('done in 1');
  const second = await executor.startWorkflow(generations, { number: 7 }, { workflowId });
  expect((await first.describe()).status).toBe('completed');
  expect(await first.query(generation)).toBe(1);
  expect(await first.history()).toMatchObject([{ type: 'signal' }]);
  await first.cancel();
  for (const ask of [
    () => first.terminate(),
    () => first.signal(item, 'astray'),
    () => first.update(bump, 1),
    () => first.pause(),
  ]) {
    expect(await errorOf(ask())).toMatchObject({ code: 'WORKFLOW_NOT_FOUND' });
  }
  expect(await first.result()).toBe('done in 1');
  // What is asked of the id is asked of the latest run.
  expect(await executor.getHandle(workflowId).query(generation)).toBe(7);
  expect((await second.describe()).status).toBe('running');
  await second.signal(item, 'mine');
  expect(await second.result()).toBe('mine in 7');
});

verifies('handle.chain', async ({ executor, id, file, marks }) => {
  const workflowId = id();
  const marked = file();
  const handle = await executor.startWorkflow(generations, { number: 1, file: marked }, { workflowId });
  const named = executor.getHandle<string>(workflowId, handle.runId);
  await handle.signal(next);
  await until('the second run answers', async () => (await handle.query(generation)) === 2);
  expect(await named.query(generation)).toBe(2);
  expect(await handle.update(bump, 10)).toBe(12);
  expect(await handle.describe()).toMatchObject({ status: 'running', workflowId });
  expect((await handle.describe()).runId).not.toBe(handle.runId);
  expect(await handle.history()).toMatchObject([{ type: 'update' }]);
  await handle.signal(next);
  await until('the third run answers', async () => (await named.query(generation)) === 3);
  await handle.cancel();
  expect(await errorOf(handle.result())).toMatchObject({ code: 'CANCELLED' });
  expect((await handle.describe()).status).toBe('cancelled');
  expect(await marks(marked)).toEqual(['left 1', 'left 2', 'left 3']);
  const again = await executor.startWorkflow(generations, { number: 1 }, { workflowId });
  await again.signal(next);
  await until('it went on', async () => (await again.query(generation)) === 2);
  await again.terminate('enough');
  expect(await errorOf(again.result())).toMatchObject({ code: 'TERMINATED' });
  expect((await handle.describe()).status).toBe('cancelled');
});

verifies('handle.closed-executor', async ({ another }) => {
  const executor = await another();
  const handle = await executor.startWorkflow(sleeper, '1 hour');
  const pending = [errorOf(handle.result()), errorOf(executor.executeWorkflow(sleeper, '1 hour'))];
  await until('it runs', async () => (await handle.history()).length > 0);
  await executor.close();
  for (const error of await Promise.all(pending)) {
    expect(ExecutorClosedError.isInstance(error)).toBe(true);
  }
  for (const ask of [
    () => handle.result(),
    () => handle.describe(),
    () => handle.signal(item, 'x'),
    () => executor.listWorkflows(),
    () => executor.startWorkflow(echo, 1),
  ]) {
    expect(ExecutorClosedError.isInstance(await errorOf(ask()))).toBe(true);
  }
});

verifies('signal.last-turn', async ({ executor, id }) => {
  const [to, childId] = [await executor.startWorkflow(collect, { count: 1 }), id()];
  expect(await executor.executeWorkflow(sendsAtItsEnd, { to: to.workflowId, childId })).toBe('ended');
  expect(await to.result()).toEqual(['last words']);
  const child = executor.getHandle(childId);
  await until('the child runs', () => isRun(child, 1));
  await child.signal(item, 'alive');
  expect(await child.result()).toBe('alive in 1');
});

verifies('continue.own-signal', async ({ executor }) => {
  expect(await executor.executeWorkflow(signalsNextRun, 1)).toBe('to the next run');
});

verifies('continue.in-handler', async ({ executor }) => {
  const handle = await executor.startWorkflow(continuesInHandler, 1);
  expect(await errorOf(handle.update(bump, 1))).toMatchObject({
    code: 'MESSAGE_FAILED',
    message: `Workflow "${handle.workflowId}" ended before it answered the update "bump".`,
  });
  await until('the update has continued it', () => isRun(handle, 2));
  await handle.signal(next);
  await until('the signal has continued it', () => isRun(handle, 3));
  await handle.signal(item, 'done');
  expect(await handle.result()).toBe('done in 3');
});

verifies('continue.many-updates', async ({ executor }) => {
  const handle = await executor.startWorkflow(continuesOften, 4);
  for (let sent = 0; sent < 8; sent += 1) {
    try {
      expect(await handle.update(bump, sent)).toBe(sent);
    } catch (error) {
      expect(errorToData(error)).toMatchObject({ code: 'MESSAGE_FAILED' });
    }
  }
  await handle.signal(item, 'enough');
  expect(await handle.result()).toBe('enough');
});

verifies('continue.unawaited', async ({ executor }) => {
  for (const late of [false, true]) {
    expect(await executor.executeWorkflow(continuesUnawaited, { late })).toBe('continued');
  }
});

verifies('child.chain-messages', async ({ executor, id, file }) => {
  for (const [order, result] of [
    ['signal', 'from the parent in 2'],
    ['cancel', 'CANCELLED'],
  ] as const) {
    const childId = id();
    const parent = await executor.startWorkflow(parentOfChain, {
      childId,
      policy: 'terminate',
      file: file(),
    });
    await continued(executor.getHandle(childId));
    await parent.signal(item, order);
    expect(await parent.result()).toBe(result);
  }
});

verifies('child.chain-cancel', async ({ executor, id }) => {
  for (const policy of ['terminate', 'request_cancel'] as const) {
    const childId = id();
    const parent = await executor.startWorkflow(awaitsChain, { childId, policy });
    const child = executor.getHandle(childId);
    await continued(child);
    await parent.cancel();
    expect([policy, await errorOf(parent.result())]).toMatchObject([policy, { code: 'CANCELLED' }]);
    expect([policy, await errorOf(child.result())]).toMatchObject([policy, { code: 'CANCELLED' }]);
  }
});

verifies('child.chain-policy', async ({ executor, id, file }) => {
  for (const [policy, code] of [
    ['terminate', 'TERMINATED'],
    ['request_cancel', 'CANCELLED'],
  ] as const) {
    const childId = id();
    const parent = await executor.startWorkflow(parentOfChain, { childId, policy, file: file() });
    const child = executor.getHandle(childId);
    await continued(child);
    await parent.terminate();
    expect([policy, await errorOf(child.result())]).toMatchObject([policy, { code }]);
  }
  const childId = id();
  expect(await executor.executeWorkflow(leavesChain, { childId })).toBe('left');
  expect(await errorOf(executor.getHandle(childId).result())).toMatchObject({ code: 'TERMINATED' });
});

/** Has a child that was just started go on as its second run. */
async function continued(child: WorkflowHandle<unknown>): Promise<void> {
  await until('the child runs', () => isRun(child, 1));
  await child.signal(next);
  await until('the child has continued', () => isRun(child, 2));
}

async function isRun(child: WorkflowHandle<unknown>, number: number): Promise<boolean> {
  try {
    return (await child.query(generation)) === number;
  } catch {
    // Not there yet.
    return false;
  }
}

verifies('child.abandon-cancelled', async ({ executor, id, file, marks }) => {
  const [childId, marked] = [id(), file()];
  const parent = await executor.startWorkflow(neglectsChild, { childId, policy: 'abandon', file: marked });
  await until('the child was started', async () => (await marks(marked)).includes('begun'));
  await parent.cancel();
  expect(await errorOf(parent.result())).toMatchObject({ code: 'CANCELLED' });
  const child = executor.getHandle(childId);
  expect((await child.describe()).status).toBe('running');
  await child.signal(item, 'on my own');
  expect(await child.result()).toBe('on my own in 1');
});

verifies('continue.signals', async ({ executor, file }) => {
  const handle = await executor.startWorkflow(oneEachRun, { count: 5, taken: [] });
  await Promise.all(['a', 'b', 'c', 'd', 'e'].map((text) => handle.signal(item, text)));
  expect((await handle.result()).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
  // While it is busy none of them is taken.
  const busy = await executor.startWorkflow(busyThenContinues, { file: file(), run: 1 });
  for (const text of ['one', 'two', 'three']) await busy.signal(item, text);
  expect(await busy.result()).toEqual(['one', 'two', 'three']);
  const again = await executor.startWorkflow(oneEachRun, { count: 3, taken: [] });
  for (const text of ['x', 'y', 'z']) await again.signal(item, text).catch(() => {});
  expect(await again.result()).toEqual(['x', 'y', 'z']);
});

verifies('continue.updates', async ({ executor }) => {
  const handle = await executor.startWorkflow(generations, { number: 1 });
  const told = handle.signal(next);
  const answers = await Promise.all([1, 2, 3].map((by) => handle.update(bump, by)));
  await told;
  // By the first run or by the second, but by one of them.
  for (const [index, answer] of answers.entries()) expect([index + 2, index + 3]).toContain(answer);
  await handle.terminate();
});

verifies('history.large', async ({ executor }) => {
  const handle = await executor.startWorkflow(remembersMuch, { bytes: 1_900_000, times: 2 });
  expect(await handle.result()).toBe(2);
  const steps = await handle.history();
  expect(steps.map(({ output }) => (typeof output === 'string' ? output.length : 0))).toEqual([
    1_900_000, 1_900_000,
  ]);
});

verifies('handle.cancelled-words', async ({ executor, id }) => {
  const workflowId = id();
  const handle = await executor.startWorkflow(collect, { count: 1 }, { workflowId });
  await handle.cancel();
  expect(await errorOf(handle.result())).toMatchObject({
    code: 'CANCELLED',
    message: `Workflow "${workflowId}" was cancelled.`,
  });
});

verifies('handle.terminated-words', async ({ executor, id }) => {
  for (const [reason, end] of [
    [undefined, '.'],
    ['', '.'],
    ['it took a wrong turn \ud800', ': it took a wrong turn \ufffd'],
  ] as const) {
    const workflowId = id();
    const handle = await executor.startWorkflow(collect, { count: 1 }, { workflowId });
    await handle.terminate(reason);
    expect(await errorOf(handle.result())).toMatchObject({
      code: 'TERMINATED',
      message: `Workflow "${workflowId}" was terminated${end}`,
      workflowId,
      runId: handle.runId,
    });
  }
});
