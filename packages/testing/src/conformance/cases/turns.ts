import {
  messagesQuery,
  nextHumanInput,
  humanInputAnswer,
  humanInputRequests,
  tokenUsage,
} from '@mcp-agent/core';
import { expect } from 'vitest';
import { Cases, errorOf, until } from '../kit.ts';
import {
  cleansUpTooSlowly,
  findsItself,
  generation,
  notesOrder,
  pausedSteps,
  pausedTimeout,
  signalsItself,
  triesAfterCancel,
} from '../workflows/chains.ts';
import { asksTwice } from '../workflows/agents.ts';
import { collect, go, item } from '../workflows/messages.ts';
import { note, noteUpdate, order } from '../workflows/order.ts';
import { sleeper } from '../workflows/timers.ts';

export const turns: Cases = new Cases();
const { verifies } = turns;

/** More turns of microtasks than any way from a caller to its workflow takes. */
const LONG_TURN = 300;

verifies('query.at-once', async ({ executor }) => {
  const handle = await executor.startWorkflow(notesOrder, { turns: LONG_TURN });
  expect(await handle.query(order)).toEqual(['begin', 'end']);
  await handle.terminate();
});

verifies('signal.between-turns', async ({ executor }) => {
  const handle = await executor.startWorkflow(notesOrder, { turns: LONG_TURN });
  const sent = [handle.signal(note, 'signal'), handle.update(noteUpdate, 'update')];
  await Promise.all(sent);
  await handle.signal(go);
  const notes = await handle.result();
  expect(notes.slice(0, 2)).toEqual(['begin', 'end']);
  expect(notes.slice(2).toSorted()).toEqual(['signal', 'update']);
});

verifies('signal.activity-between-turns', async ({ executor }) => {
  const handle = await executor.startWorkflow(notesOrder, { turns: LONG_TURN, callsBack: true });
  await handle.signal(go);
  const notes = await handle.result();
  expect(notes.slice(0, 2)).toEqual(['begin', 'end']);
  expect(notes.slice(2).toSorted()).toEqual(['signal', 'update']);
});

verifies('signal.self', async ({ executor }) => {
  const handle = await executor.startWorkflow(signalsItself);
  expect(await handle.result()).toBe('to myself');
  expect((await handle.history()).map(({ type, name }) => `${type} ${name}`)).toEqual(['signal item']);
});

verifies('query.built-in', async ({ executor }) => {
  const handle = await executor.startWorkflow(sleeper, '1 hour');
  expect(await handle.query(humanInputRequests)).toEqual([]);
  expect(await handle.query(tokenUsage)).toMatchObject({
    kind: 'run',
    name: 'conformance.sleeper',
    calls: 0,
    inputTokens: 0,
    outputTokens: 0,
    cost: 0,
    children: [],
  });
  expect(await handle.query(messagesQuery)).toMatchObject({ signals: [], updates: [] });
  await handle.terminate();
});

verifies('agent.next-human-input', async ({ executor }) => {
  const handle = await executor.startWorkflow(asksTwice);
  const prompts: string[] = [];
  for (
    let request = await nextHumanInput(handle);
    request !== undefined;
    request = await nextHumanInput(handle)
  ) {
    if (request.kind !== 'input') throw new Error('It asks for words.');
    prompts.push(request.prompt);
    await handle.signal(humanInputAnswer, {
      id: request.id,
      kind: 'input',
      text: request.prompt.toUpperCase(),
    });
  }
  expect(prompts).toEqual(['first', 'second']);
  expect(await handle.result()).toEqual(['FIRST', 'SECOND']);
});

verifies('context.in-handlers', async ({ executor, id }) => {
  const workflowId = id();
  const handle = await executor.startWorkflow(findsItself, undefined, { workflowId });
  expect(await handle.query(order)).toEqual([workflowId]);
  await handle.update(noteUpdate, 'update');
  await handle.signal(note, '');
  await handle.signal(go);
  expect(await handle.result()).toEqual([`update ${workflowId}`, `signal ${workflowId}`]);
});

verifies('cancel.nothing-else', async ({ executor, id }) => {
  const [other, childId] = [await executor.startWorkflow(collect, { count: 1 }), id()];
  const handle = await executor.startWorkflow(triesAfterCancel, { to: other.workflowId, childId });
  await until('it sleeps', async () => (await handle.history()).some(({ type }) => type === 'timer'));
  await handle.cancel();
  expect(await handle.result()).toEqual({
    sleep: 'CANCELLED',
    condition: 'CANCELLED',
    activity: 'CANCELLED',
    child: 'CANCELLED',
    signal: 'CANCELLED',
    childSignal: 'CANCELLED',
    childCancel: 'CANCELLED',
    wait: 'CANCELLED',
  });
  for (const left of [other, executor.getHandle<unknown>(childId)]) {
    await left.signal(item, 'in time');
  }
  expect(await other.result()).toEqual(['in time']);
  expect(await executor.getHandle(childId).result()).toBe('in time in 1');
});

verifies('cancel.clean-up-timeout', async ({ executor }) => {
  const handle = await executor.startWorkflow(cleansUpTooSlowly);
  await until('it sleeps', async () => (await handle.history()).length > 0);
  await handle.cancel();
  expect(await errorOf(handle.result())).toMatchObject({
    code: 'WORKFLOW_FAILED',
    cause: { code: 'TIMED_OUT', kind: 'scope' },
  });
  expect((await handle.describe()).status).toBe('failed');
});

verifies('pause.messages', async ({ executor, id, file, marks }) => {
  const [childId, marked] = [id(), file()];
  const handle = await executor.startWorkflow(pausedSteps, { childId, how: 'signal', file: marked });
  await until('it has a child', async () => (await marks(marked)).includes('begun'));
  await handle.pause();
  await handle.signal(go);
  await executor.executeWorkflow(sleeper, 300);
  const child = executor.getHandle(childId);
  expect((await child.describe()).status).toBe('running');
  expect(await child.query(generation)).toBe(1);
  await handle.resume();
  expect(await handle.result()).toBe('from the parent in 1');
});

verifies('pause.continue', async ({ executor, id, file, marks }) => {
  const marked = file();
  const handle = await executor.startWorkflow(pausedSteps, { childId: id(), how: 'continue', file: marked });
  await until('it waits', async () => (await marks(marked)).includes('begun'));
  await handle.pause();
  await handle.signal(go);
  await executor.executeWorkflow(sleeper, 300);
  expect(await handle.describe()).toMatchObject({ status: 'paused', runId: handle.runId });
  await handle.resume();
  expect(await handle.result()).toBe('continued');
});

verifies('pause.timeout', async ({ executor, file, marks }) => {
  const marked = file();
  const handle = await executor.startWorkflow(pausedTimeout, { file: marked });
  await until('it waits', async () => (await handle.history()).some(({ type }) => type === 'timer'));
  await handle.pause();
  await until('the time is up', async () =>
    (await handle.history()).some(({ type, status }) => type === 'timer' && status === 'completed'),
  );
  await executor.executeWorkflow(sleeper, 100);
  expect(await marks(marked)).toEqual(['begun']);
  await handle.resume();
  expect(await handle.result()).toBe('timed out');
  expect(await marks(marked)).toEqual(['begun', 'timed out']);
});
