import { until } from '@mcp-agent/testing/support';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import type { EngineRequirementId } from '../requirements/index.ts';
import { busy } from '../workflows/cancellation.ts';
import { generation, generations, next } from '../workflows/chains.ts';
import { publishes, startsAfterEnd, stepsOfAllKinds } from '../workflows/following.ts';
import { collect, counter, finish, go, item, put } from '../workflows/messages.ts';
import { sleeper } from '../workflows/timers.ts';
import { eventsOf, historyFrom, nextOf, shown, untilAllSteps } from './followed.ts';
import { begun } from './shared.ts';

export const following: Cases<EngineRequirementId> = new Cases();
const { verifies } = following;

verifies('follow.order', async ({ executor, file }) => {
  const handle = await executor.startWorkflow(busy, { file: file(), ms: 10 });
  await handle.result();
  expect((await eventsOf(handle)).map(shown)).toEqual([
    'running',
    'activity conformance.slow running',
    'activity conformance.slow completed',
    'activity conformance.mark running',
    'activity conformance.mark completed',
    'completed',
  ]);
  const counted = await executor.startWorkflow(counter);
  await counted.update(put, 3);
  await counted.signal(finish);
  await counted.result();
  const events = await eventsOf(counted);
  expect(events.map(shown)).toEqual([
    'running',
    'update put running',
    'update put completed',
    'signal finish completed',
    'completed',
  ]);
  const { startedAt, closedAt } = await counted.describe();
  expect([events[0]?.at, events.at(-1)?.at]).toEqual([startedAt, closedAt]);
  const times = events.map(({ at }) => at);
  expect(times).toEqual(times.toSorted((one, other) => one - other));
});

verifies('follow.history', async ({ executor, file }) => {
  const handle = await executor.startWorkflow(stepsOfAllKinds, { file: file() });
  await untilAllSteps(handle);
  await handle.signal(item, 'done');
  await handle.result();
  const events = await eventsOf(handle);
  const steps = await handle.history();
  expect(steps.map(({ status }) => status).toSorted()).toEqual([
    'cancelled',
    ...Array.from({ length: 7 }, () => 'completed'),
    'failed',
  ]);
  expect(historyFrom(events)).toEqual(steps);
  const starts = events.flatMap((event) =>
    event.type === 'step' && event.step.status === 'running' ? [event.index] : [],
  );
  // A signal has no start.
  expect(starts).toEqual(steps.flatMap(({ type }, index) => (type === 'signal' ? [] : [index])));
});

verifies('follow.last', async ({ executor }) => {
  const handle = await executor.startWorkflow(startsAfterEnd);
  const live = (await eventsOf(handle)).map(shown);
  expect(live.slice(0, 3)).toEqual(['running', 'timer  running', 'timer  completed']);
  expect(live.slice(3)).toEqual(['timer  running', 'completed']);
  // Until the code of the run has come to rest.
  await executor.executeWorkflow(sleeper, 1);
  expect((await eventsOf(handle)).map(shown)).toEqual(live);
  expect(await handle.history()).toHaveLength(2);
});

verifies('follow.numbers', async ({ executor, file }) => {
  const handle = await executor.startWorkflow(stepsOfAllKinds, { file: file() });
  const live = eventsOf(handle);
  await untilAllSteps(handle);
  await handle.signal(item, 'done');
  const events = await live;
  expect(events.map(({ number }) => number)).toEqual(events.map((_, index) => index + 1));
  expect(events.every(({ runId }) => runId === handle.runId)).toBe(true);
  expect(await eventsOf(handle)).toEqual(events);
  expect(await eventsOf(executor.getHandle(handle.workflowId))).toEqual(events);
});

verifies('follow.resume', async ({ executor, file }) => {
  const handle = await executor.startWorkflow(stepsOfAllKinds, { file: file() });
  await untilAllSteps(handle);
  await handle.signal(item, 'done');
  await handle.result();
  const events = await eventsOf(handle);
  for (const [index, { runId, number }] of events.entries()) {
    const named = executor.getHandle(handle.workflowId);
    expect(await eventsOf(named, { after: { runId, number } })).toEqual(events.slice(index + 1));
  }
  const { runId = '' } = handle;
  expect(await eventsOf(handle, { after: { runId, number: 0 } })).toEqual(events);
  expect(await eventsOf(handle, { after: { runId, number: 1_000 } })).toEqual([]);
});

verifies('follow.chain', async ({ executor }) => {
  const handle = await executor.startWorkflow(generations, { number: 1 });
  const live = eventsOf(handle);
  await handle.signal(next);
  await until('the second run answers', async () => (await handle.query(generation)) === 2);
  await handle.signal(item, 'done');
  const events = await live;
  expect(events.map(shown)).toEqual([
    'running',
    'signal next completed',
    'continued_as_new',
    'running',
    'signal item completed',
    'completed',
  ]);
  expect(events.map(({ number }) => number)).toEqual([1, 2, 3, 1, 2, 3]);
  const [, , end, first] = events;
  expect(end).toMatchObject({ runId: handle.runId, nextRunId: first?.runId });
  const named = executor.getHandle(handle.workflowId);
  expect(await eventsOf(named, { after: { runId: handle.runId ?? '', number: 1 } })).toEqual(events.slice(1));
  expect(await eventsOf(named, { after: { runId: handle.runId ?? '', number: 3 } })).toEqual(events.slice(3));
});

verifies('follow.latest', async ({ executor }) => {
  const handle = await executor.startWorkflow(generations, { number: 1 });
  await handle.signal(next);
  await until('the second run answers', async () => (await handle.query(generation)) === 2);
  const { runId } = await handle.describe();
  const events = executor.getHandle(handle.workflowId).follow()[Symbol.asyncIterator]();
  expect(await nextOf(events)).toMatchObject({ runId, number: 1 });
  await events.return?.();
  await handle.terminate();
});

verifies('follow.pushed', async ({ executor }) => {
  const handle = await executor.startWorkflow(collect, { count: 2 });
  const events = handle.follow()[Symbol.asyncIterator]();
  const read: string[] = [];
  // The first step is a timer, of 1 ms at least.
  while (read.length < 3) read.push(shown((await nextOf(events)) ?? fail()));
  expect(read).toEqual(['running', 'timer  running', 'timer  completed']);
  for (const text of ['one', 'two']) {
    const pending = nextOf(events);
    await handle.signal(item, text);
    expect(await pending).toMatchObject({ type: 'step', step: { type: 'signal', input: [text] } });
  }
  expect(await nextOf(events)).toMatchObject({ type: 'status', status: 'completed' });
  expect(await nextOf(events)).toBe(undefined);
});

function fail(): never {
  throw new Error('The events have ended.');
}

verifies('follow.pause', async ({ executor }) => {
  const handle = await executor.startWorkflow(collect, { count: 1 });
  await begun(handle);
  // A workflow that is paused twice has changed once.
  await handle.pause();
  await handle.pause();
  await until('the workflow is paused', async () => (await handle.describe()).status === 'paused');
  await handle.resume();
  await until('the workflow runs', async () => (await handle.describe()).status === 'running');
  await handle.terminate();
  const statuses = (await eventsOf(handle)).filter(({ type }) => type === 'status').map(shown);
  expect(statuses).toEqual(['running', 'paused', 'running', 'terminated']);
});

verifies('follow.items', async ({ executor }) => {
  // Longer than what an engine may store at once, with a surrogate pair at every even place.
  const large = `x${'\u{1f600}'.repeat(20_000)}`;
  const handle = await executor.startWorkflow(publishes, { large });
  await handle.signal(go);
  await handle.signal(go);
  await handle.result();
  const items = (await eventsOf(handle)).flatMap((event) =>
    event.type === 'item' ? [[event.name, event.key, event.value]] : [],
  );
  expect(items).toEqual([
    ['first', 'a', { text: 'opened' }],
    ['second', 'a', null],
    ['first', 'a', { text: 'replaced' }],
    ['first', 'a', undefined],
    ['first', 'b', large],
  ]);
  expect((await handle.describe()).memo).toEqual({});
});
