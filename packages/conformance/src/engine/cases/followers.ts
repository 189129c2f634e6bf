import { getEventListeners } from 'node:events';
import type { WorkflowHandle } from '@mcp-agent/core';
import { ExecutorClosedError, InvalidArgumentError, WorkflowNotFoundError } from '@mcp-agent/core/errors';
import { errorOf } from '@mcp-agent/testing/support';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import type { EngineRequirementId } from '../requirements/index.ts';
import { busy } from '../workflows/cancellation.ts';
import { failsWhenSignalled, STEP_COUNT, stepsOfAllKinds } from '../workflows/following.ts';
import { go } from '../workflows/messages.ts';
import { sleeper } from '../workflows/timers.ts';
import { eventsOf, nextOf } from './followed.ts';

/** How followers read, stop and end. */
export const followers: Cases<EngineRequirementId> = new Cases();
const { verifies } = followers;

verifies('follow.ends', async ({ executor }) => {
  const last = async (handle: WorkflowHandle): Promise<unknown> => (await eventsOf(handle)).at(-1);
  const completed = await executor.startWorkflow(sleeper, 1);
  expect(await last(completed)).toMatchObject({ type: 'status', status: 'completed' });
  const failed = await executor.startWorkflow(failsWhenSignalled);
  await failed.signal(go);
  expect(await last(failed)).toMatchObject({ status: 'failed' });
  const cancelled = await executor.startWorkflow(sleeper, '1 hour');
  await cancelled.cancel();
  expect(await last(cancelled)).toMatchObject({ status: 'cancelled' });
  const terminated = await executor.startWorkflow(sleeper, '1 hour');
  await terminated.terminate();
  expect(await last(terminated)).toMatchObject({ status: 'terminated' });
  const timedOut = await executor.startWorkflow(sleeper, '1 hour', { runTimeout: '1s' });
  expect(await last(timedOut)).toMatchObject({ status: 'timed_out' });
});

verifies('follow.slow', async ({ executor, file }) => {
  const handle = await executor.startWorkflow(busy, { file: file(), ms: 10 });
  const events = handle.follow()[Symbol.asyncIterator]();
  await nextOf(events);
  await handle.result();
  const started = await nextOf(events);
  expect(started).toMatchObject({ type: 'step', index: 0, step: { status: 'running', attempts: 1 } });
  expect(started).not.toHaveProperty('step.output');
  expect(await nextOf(events)).toMatchObject({ index: 0, step: { status: 'completed', output: 'slow' } });
  await events.return?.();
});

verifies('follow.many', async ({ executor, file }) => {
  const handle = await executor.startWorkflow(stepsOfAllKinds, { file: file() });
  // The workflow then waits for a signal, so that every follower must have been woken.
  const count = 2 * STEP_COUNT + 1;
  const read = async (): Promise<unknown> => {
    const events = handle.follow()[Symbol.asyncIterator]();
    const seen: unknown[] = [];
    while (seen.length < count) seen.push(await nextOf(events));
    await events.return?.();
    return seen;
  };
  const [first, ...others] = await Promise.all(Array.from({ length: 20 }, read));
  for (const seen of others) expect(seen).toEqual(first);
  await handle.terminate();
});

verifies('follow.leave', async ({ executor }) => {
  const handle = await executor.startWorkflow(sleeper, '1 hour');
  const { signal } = new AbortController();
  for await (const { number } of handle.follow({ signal })) {
    if (number === 2) break;
  }
  expect(getEventListeners(signal, 'abort')).toEqual([]);
  const events = handle.follow({ signal })[Symbol.asyncIterator]();
  await nextOf(events);
  await nextOf(events);
  const pending = nextOf(events);
  await events.return?.();
  expect(await pending).toBe(undefined);
  expect(await nextOf(events)).toBe(undefined);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
  await handle.terminate();
});

verifies('follow.abort', async ({ executor }) => {
  const handle = await executor.startWorkflow(sleeper, '1 hour');
  const stop = new AbortController();
  const events = handle.follow({ signal: stop.signal })[Symbol.asyncIterator]();
  await nextOf(events);
  await nextOf(events);
  const pending = errorOf(events.next());
  const reason = new Error('enough');
  stop.abort(reason);
  expect(await pending).toBe(reason);
  expect(await nextOf(events)).toBe(undefined);
  expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  expect(await errorOf(eventsOf(handle, { signal: stop.signal }))).toBe(reason);
  await handle.terminate();
});

verifies('follow.unknown', async ({ executor, id }) => {
  const handle = await executor.startWorkflow(sleeper, 1);
  const other = await executor.startWorkflow(sleeper, 1);
  await Promise.all([handle.result(), other.result()]);
  for (const read of [
    () => eventsOf(executor.getHandle(id())),
    () => eventsOf(executor.getHandle(handle.workflowId, id())),
    () => eventsOf(handle, { after: { runId: id(), number: 1 } }),
    () => eventsOf(handle, { after: { runId: other.runId ?? '', number: 1 } }),
  ]) {
    expect(WorkflowNotFoundError.isInstance(await errorOf(read()))).toBe(true);
  }
});

verifies('follow.closed-executor', async ({ another }) => {
  const executor = await another();
  const handle = await executor.startWorkflow(sleeper, '1 hour');
  const events = handle.follow()[Symbol.asyncIterator]();
  await nextOf(events);
  await nextOf(events);
  const pending = errorOf(events.next());
  await executor.close();
  expect(ExecutorClosedError.isInstance(await pending)).toBe(true);
  expect(ExecutorClosedError.isInstance(await errorOf(eventsOf(handle)))).toBe(true);
});

verifies('follow.options', async ({ executor, id }) => {
  const handle = executor.getHandle(id());
  const place = { runId: 'run', number: 1 };
  const odd = ['null', '5', '[]', '{"after":null}', '{"after":5}', '{"after":{"number":1}}', '{"signal":{}}'];
  for (const number of [-1, 1.5, '1', null]) odd.push(JSON.stringify({ after: { ...place, number } }));
  for (const runId of ['', 5]) odd.push(JSON.stringify({ after: { ...place, runId } }));
  for (const json of odd) {
    const follow = async (): Promise<unknown> => handle.follow(JSON.parse(json));
    expect([json, InvalidArgumentError.isInstance(await errorOf(follow()))]).toEqual([json, true]);
  }
});
