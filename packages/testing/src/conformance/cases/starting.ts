import {
  executeMany,
  type StartOptions,
  type WorkflowDescription,
  type WorkflowHandle,
  type WorkflowStatus,
} from '@mcp-agent/core';
import {
  ApplicationError,
  TerminatedError,
  TimeoutError,
  WorkflowAlreadyExistsError,
  WorkflowFailedError,
  WorkflowNotFoundError,
} from '@mcp-agent/core/errors';
import { expect } from 'vitest';
import { Cases, errorOf, until } from '../kit.ts';
import { callActivity } from '../workflows/activities.ts';
import { echo, failing, nothing } from '../workflows/basics.ts';
import { add, collect, counter, finish, item, total } from '../workflows/messages.ts';
import { sleeper } from '../workflows/timers.ts';

export const starting: Cases = new Cases();
const { verifies } = starting;

verifies('start.result', async ({ executor }) => {
  expect(await executor.executeWorkflow(echo, { text: 'hello', list: [1, 2] })).toEqual({
    text: 'hello',
    list: [1, 2],
  });
});

verifies('start.no-input', async ({ executor }) => {
  expect(await executor.executeWorkflow(nothing)).toBeNull();
});

verifies('start.default-id', async ({ executor }) => {
  const [one, other] = [await executor.startWorkflow(echo, 1), await executor.startWorkflow(echo, 2)];
  expect(one.workflowId).toMatch(/^conformance\.echo-/);
  expect(other.workflowId).not.toBe(one.workflowId);
  expect([await one.result(), await other.result()]).toEqual([1, 2]);
});

verifies('start.own-id', async ({ executor, id }) => {
  const workflowId = id();
  const handle = await executor.startWorkflow(echo, 1, { workflowId });
  expect(handle.workflowId).toBe(workflowId);
  expect((await handle.describe()).workflowId).toBe(workflowId);
  await handle.result();
});

verifies('start.id-taken', async ({ executor, id }) => {
  const workflowId = id();
  const first = await executor.startWorkflow(collect, { count: 1 }, { workflowId });
  const error = await errorOf(executor.startWorkflow(collect, { count: 1 }, { workflowId }));
  expect(WorkflowAlreadyExistsError.isInstance(error) && error.workflowId).toBe(workflowId);
  await first.signal(item, 'still here');
  expect(await first.result()).toEqual(['still here']);
});

verifies('start.use-existing', async ({ executor, id }) => {
  const workflowId = id();
  const first = await executor.startWorkflow(collect, { count: 1 }, { workflowId });
  const second = await executor.startWorkflow(
    collect,
    { count: 1 },
    { workflowId, idConflictPolicy: 'use_existing' },
  );
  expect(second.runId).toBe(first.runId);
  await second.signal(item, 'one');
  expect(await first.result()).toEqual(['one']);
});

verifies('start.terminate-existing', async ({ executor, id }) => {
  const workflowId = id();
  const first = await executor.startWorkflow(collect, { count: 1 }, { workflowId });
  const second = await executor.startWorkflow(
    collect,
    { count: 1 },
    { workflowId, idConflictPolicy: 'terminate_existing' },
  );
  expect(TerminatedError.isInstance(await errorOf(first.result()))).toBe(true);
  await second.signal(item, 'two');
  expect(await second.result()).toEqual(['two']);
});

verifies('start.reuse', async ({ executor, id }) => {
  const workflowId = id();
  expect(await executor.executeWorkflow(echo, 1, { workflowId })).toBe(1);
  expect(await executor.executeWorkflow(echo, 2, { workflowId })).toBe(2);
});

verifies('start.reject-duplicate', async ({ executor, id }) => {
  const workflowId = id();
  await executor.executeWorkflow(echo, 1, { workflowId });
  const error = await errorOf(
    executor.executeWorkflow(echo, 2, { workflowId, idReusePolicy: 'reject_duplicate' }),
  );
  expect(WorkflowAlreadyExistsError.isInstance(error)).toBe(true);
});

verifies('start.reuse-failed-only', async ({ executor, id }) => {
  const [completed, failed] = [id(), id()];
  const idReusePolicy = 'allow_duplicate_failed_only';
  await executor.executeWorkflow(echo, 1, { workflowId: completed });
  const error = await errorOf(executor.executeWorkflow(echo, 2, { workflowId: completed, idReusePolicy }));
  expect(WorkflowAlreadyExistsError.isInstance(error)).toBe(true);
  await errorOf(executor.executeWorkflow(failing, 'error', { workflowId: failed }));
  expect(await executor.executeWorkflow(echo, 3, { workflowId: failed, idReusePolicy })).toBe(3);
});

verifies('start.many', async ({ executor }) => {
  const inputs = Array.from({ length: 100 }, (_, index) => ({ index }));
  expect(await Promise.all(inputs.map((input) => executor.executeWorkflow(echo, input)))).toEqual(inputs);
});

verifies('start.run-timeout', async ({ executor }) => {
  const handle = await executor.startWorkflow(sleeper, '1 hour', { runTimeout: '1s' });
  expect(TimeoutError.isInstance(await errorOf(handle.result()))).toBe(true);
  expect((await handle.describe()).status).toBe('timed_out');
});

verifies('start.execution-timeout', async ({ executor }) => {
  const error = await errorOf(executor.executeWorkflow(sleeper, '1 hour', { executionTimeout: '1s' }));
  expect(TimeoutError.isInstance(error)).toBe(true);
});

verifies('start.memo', async ({ executor }) => {
  const memo = { why: 'because', list: [1, { a: null }] };
  const handle = await executor.startWorkflow(echo, 1, { memo });
  await handle.result();
  expect((await handle.describe()).memo).toEqual(memo);
});

verifies('start.signal-with-start', async ({ executor, id }) => {
  const options = { workflowId: id() };
  const send = (text: string, more: StartOptions = {}): Promise<WorkflowHandle<string[]>> =>
    executor.signalWithStart(collect, { signal: item, args: [text] }, { count: 4 }, { ...options, ...more });
  const first = await send('a');
  for (const [text, idConflictPolicy] of [
    ['b', 'terminate_existing'],
    ['c', 'fail'],
    ['d', 'use_existing'],
  ] as const) {
    expect((await send(text, { idConflictPolicy })).runId).toBe(first.runId);
  }
  expect(await first.result()).toEqual(['a', 'b', 'c', 'd']);
});

verifies('start.many-bounded', async ({ executor }) => {
  const inputs = [60, 10, 40, 20, 30];
  const before = Date.now();
  const slept = await executeMany(executor, sleeper, inputs, { concurrency: 1 });
  expect(slept.map((ms, index) => ms >= (inputs[index] ?? 0) - 2)).toEqual(inputs.map(() => true));
  expect(Date.now() - before).toBeGreaterThanOrEqual(150);
  expect(await executeMany(executor, echo, [3, 1, 2])).toEqual([3, 1, 2]);
});

verifies('start.cron', async ({ executor, file, marks, id }) => {
  const marked = file();
  const call = { activity: 'conformance.mark', input: { file: marked, text: 'tick' } };
  const options = { workflowId: id(), cron: '@every 1s' };
  const handle = await executor.startWorkflow(callActivity, call, options);
  await until('it ran twice', async () => (await marks(marked)).length >= 2);
  await handle.terminate();
});

verifies('list.by-name', async ({ executor }) => {
  const running = await executor.startWorkflow(collect, { count: 1 });
  const completed = await executor.startWorkflow(echo, 1);
  await completed.result();
  const list = async (workflowName: string, status: WorkflowStatus): Promise<string[]> =>
    (await executor.listWorkflows({ workflowName, status })).map((one) => one.workflowId);
  await until('the running one is listed', async () =>
    (await list('conformance.collect', 'running')).includes(running.workflowId),
  );
  await until('the completed one is listed', async () =>
    (await list('conformance.echo', 'completed')).includes(completed.workflowId),
  );
  expect(await list('conformance.echo', 'running')).not.toContain(completed.workflowId);
  expect(await list('conformance.collect', 'completed')).not.toContain(running.workflowId);
  await running.terminate();
});

verifies('list.by-attribute', async ({ executor, id }) => {
  const searchAttributes = { ConformanceKey: id(), ConformanceCount: 7 };
  const handle = await executor.startWorkflow(echo, 1, { searchAttributes });
  await executor.executeWorkflow(echo, 2, {
    searchAttributes: { ConformanceKey: id(), ConformanceCount: 7 },
  });
  const find = (): Promise<WorkflowDescription[]> => executor.listWorkflows({ searchAttributes });
  await until('it is listed', async () => (await find()).length > 0);
  expect((await find()).map((one) => one.workflowId)).toEqual([handle.workflowId]);
  expect((await handle.describe()).searchAttributes).toEqual(searchAttributes);
});

verifies('list.limit', async ({ executor }) => {
  await Promise.all([1, 2, 3].map((value) => executor.executeWorkflow(echo, value)));
  await until(
    'three are listed',
    async () => (await executor.listWorkflows({ workflowName: 'conformance.echo' })).length >= 3,
  );
  expect(await executor.listWorkflows({ workflowName: 'conformance.echo', limit: 2 })).toHaveLength(2);
});

verifies('handle.by-id', async ({ executor, id }) => {
  const workflowId = id();
  await executor.startWorkflow(counter, undefined, { workflowId });
  const handle = executor.getHandle<number>(workflowId);
  await handle.signal(add, 4);
  await until('the signal was handled', async () => (await handle.query(total)) === 4);
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
  const told = await handle.describe();
  expect(told).toMatchObject({
    workflowId: handle.workflowId,
    runId: handle.runId,
    workflowName: 'conformance.collect',
    status: 'running',
  });
  // The clocks of two machines may differ by a little.
  expect(told.startedAt).toBeGreaterThan(before - 10_000);
  expect(told.startedAt).toBeLessThan(Date.now() + 10_000);
  expect(told.closedAt).toBeUndefined();
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

verifies('failure.error', async ({ executor }) => {
  for (const [how, type, message] of [
    ['error', 'Error', 'plain'],
    ['type', 'TypeError', 'wrong type'],
  ] as const) {
    const error = await errorOf(executor.executeWorkflow(failing, how));
    if (!WorkflowFailedError.isInstance(error)) throw error;
    expect(error.message).toContain(message);
    expect(ApplicationError.isInstance(error.cause) && error.cause.type).toBe(type);
    expect(error.cause).toHaveProperty('message', message);
  }
});

verifies('failure.early', async ({ executor }) => {
  const error = await errorOf(executor.executeWorkflow(failing, 'early'));
  expect(WorkflowFailedError.isInstance(error) && error.cause).toHaveProperty(
    'message',
    'before the first wait',
  );
});
