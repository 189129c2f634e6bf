import { messagesQuery } from '@mcp-agent/core';
import { ApplicationError, ExecutorClosedError, WorkflowNotFoundError } from '@mcp-agent/core/errors';
import { errorOf, until } from '@mcp-agent/testing/support';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import type { EngineRequirementId } from '../requirements/index.ts';
import { echo, failing } from '../workflows/basics.ts';
import { bump, generation, generations, next } from '../workflows/chains.ts';
import { add, collect, counter, finish, item, total } from '../workflows/messages.ts';
import { sleeper } from '../workflows/timers.ts';

export const handles: Cases<EngineRequirementId> = new Cases();
const { verifies } = handles;

verifies('handle.by-id', async ({ executor, id }) => {
  const workflowId = id();
  await executor.startWorkflow(counter, undefined, { workflowId });
  const handle = executor.getHandle<number>(workflowId);
  await handle.signal(add, 4);
  await until('the signal is handled', async () => (await handle.query(total)) === 4);
  await handle.signal(finish);
  expect(await handle.result()).toBe(4);
});

verifies('handle.result-twice', async ({ executor }) => {
  const handle = await executor.startWorkflow(echo, 'again');
  expect([await handle.result(), await handle.result()]).toEqual(['again', 'again']);
  expect(await executor.getHandle(handle.workflowId).result()).toBe('again');
});

verifies('handle.unknown', async ({ executor, id }) => {
  const handle = executor.getHandle(id());
  for (const ask of [
    () => handle.result(),
    () => handle.describe(),
    () => handle.signal(item, 'x'),
    () => handle.query(total),
    () => handle.cancel(),
    () => handle.terminate(),
    () => handle.history(),
  ]) {
    expect(WorkflowNotFoundError.isInstance(await errorOf(ask()))).toBe(true);
  }
});

verifies('handle.describe-running', async ({ executor }) => {
  const before = Date.now();
  const handle = await executor.startWorkflow(collect, { count: 1 });
  const description = await handle.describe();
  expect(description).toMatchObject({
    workflowId: handle.workflowId,
    runId: handle.runId,
    workflowName: 'conformance.collect',
    status: 'running',
  });
  // The clocks of two machines may differ.
  expect(description.startedAt).toBeGreaterThan(before - 10_000);
  expect(description.startedAt).toBeLessThan(Date.now() + 10_000);
  expect(description.closedAt).toBeUndefined();
  await handle.terminate();
});

verifies('handle.describe-closed', async ({ executor }) => {
  const completed = await executor.startWorkflow(echo, 1);
  const failed = await executor.startWorkflow(failing, 'error');
  await completed.result();
  await errorOf(failed.result());
  const [one, other] = [await completed.describe(), await failed.describe()];
  expect([one.status, other.status]).toEqual(['completed', 'failed']);
  expect(one.closedAt).toBeGreaterThanOrEqual(one.startedAt);
});

verifies('handle.closed-takes-nothing', async ({ executor }) => {
  const handle = await executor.startWorkflow(echo, 1);
  await handle.result();
  await handle.cancel();
  expect((await handle.describe()).status).toBe('completed');
  for (const ask of [() => handle.signal(item, 'x'), () => handle.terminate()]) {
    expect(WorkflowNotFoundError.isInstance(await errorOf(ask()))).toBe(true);
  }
});

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
  // A handle by ID reaches the latest run.
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
  await until('the workflow has continued', async () => (await again.query(generation)) === 2);
  await again.terminate('enough');
  expect(await errorOf(again.result())).toMatchObject({ code: 'TERMINATED' });
  expect((await handle.describe()).status).toBe('cancelled');
});

const RESERVED_NAMES = [
  '__temporal_other',
  '__temporal_workflow_metadata',
  '__stack_trace',
  '__enhanced_stack_trace',
];

verifies('handle.odd-names', async ({ executor, id }) => {
  const handle = await executor.startWorkflow(collect, { count: 1 });
  for (const limit of [0, -1, 1.5, Number.NaN]) {
    expect(await errorOf(executor.listWorkflows({ limit }))).toMatchObject({ code: 'INVALID_ARGUMENT' });
  }
  for (const name of ['', '\0', 'lone \udc00', 'x'.repeat(1_001)]) {
    const ask = async (): Promise<unknown> => executor.getHandle(name).describe();
    expect(await errorOf(ask())).toMatchObject({ code: 'INVALID_ARGUMENT' });
  }
  for (const name of ['', '\0', 'lone \udc00', 'x'.repeat(1_001), ...RESERVED_NAMES]) {
    expect(await errorOf(handle.signal({ type: 'signal', name }))).toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    expect(await errorOf(handle.query({ type: 'query', name }))).toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(await errorOf(handle.update({ type: 'update', name }))).toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
  }
  expect(await errorOf(executor.listWorkflows({ workflowName: '\0' }))).toMatchObject({
    code: 'INVALID_ARGUMENT',
  });
  for (const runId of ['no-such-run', id()]) {
    const odd = executor.getHandle(handle.workflowId, runId);
    expect(await errorOf(odd.describe())).toMatchObject({ code: 'WORKFLOW_NOT_FOUND' });
    expect(await errorOf(odd.query(messagesQuery))).toMatchObject({ code: 'WORKFLOW_NOT_FOUND' });
  }
  // Names of JavaScript's built-ins, for which no workflow has a handler.
  for (const name of ['toString', '__proto__', 'constructor']) {
    const unknown = { code: 'MESSAGE_FAILED', messageName: name };
    expect([name, await errorOf(handle.query({ type: 'query', name }))]).toMatchObject([name, unknown]);
    expect([name, await errorOf(handle.update({ type: 'update', name }))]).toMatchObject([name, unknown]);
  }
  await handle.terminate(`why ${'\ud800'.repeat(100_000)}`);
  const error = await errorOf(handle.result());
  expect(error).toHaveProperty('message', expect.stringContaining('truncated'));
  expect(ApplicationError.isInstance(error)).toBe(false);
});

verifies('handle.closed-executor', async ({ another }) => {
  const executor = await another();
  const handle = await executor.startWorkflow(sleeper, '1 hour');
  const pending = [errorOf(handle.result()), errorOf(executor.executeWorkflow(sleeper, '1 hour'))];
  await until('the workflow runs', async () => (await handle.history()).length > 0);
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
