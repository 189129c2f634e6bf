import { WorkflowFailedError } from '@mcp-agent/core/errors';
import { errorOf, until } from '@mcp-agent/testing/support';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import type { EngineRequirementId } from '../requirements/index.ts';
import {
  add,
  addSlowly,
  collect,
  collectLate,
  counter,
  finish,
  go,
  item,
  pair,
  sender,
  sendsInVain,
  spoil,
  takePair,
  total,
  twoWaiters,
  waitAgain,
  waitBriefly,
} from '../workflows/messages.ts';
import { note, noteUpdate } from '../workflows/shared-messages.ts';
import { sleeper } from '../workflows/timers.ts';
import { notesOrder, sendsAtItsEnd, signalsItself } from '../workflows/turns.ts';
import { isRun, LONG_TURN } from './shared.ts';

export const signals: Cases<EngineRequirementId> = new Cases();
const { verifies } = signals;

verifies('signal.delivered', async ({ executor }) => {
  const handle = await executor.startWorkflow(collect, { count: 1 });
  // Long enough for the workflow to wait for the signal.
  await executor.executeWorkflow(sleeper, 50);
  await handle.signal(item, 'hello');
  expect(await handle.result()).toEqual(['hello']);
});

verifies('signal.several-arguments', async ({ executor }) => {
  const handle = await executor.startWorkflow(takePair);
  await handle.signal(pair, 'six', 6);
  expect(await handle.result()).toEqual(['six', 6]);
});

verifies('signal.early', async ({ executor, file, marks }) => {
  const handle = await executor.startWorkflow(collect, { count: 2, first: 200 });
  await handle.signal(item, 'a');
  await handle.signal(item, 'b');
  expect(await handle.result()).toEqual(['a', 'b']);
  // A wait that has timed out does not receive the signal.
  const marked = file();
  const again = await executor.startWorkflow(waitAgain, { file: marked });
  await until('the first wait has timed out', async () => (await marks(marked)).includes('in vain'));
  await again.signal(item, 'kept');
  await again.signal(go);
  expect(await again.result()).toBe('kept');
});

verifies('signal.early-handler', async ({ executor }) => {
  const handle = await executor.startWorkflow(collectLate);
  await handle.signal(item, 'a');
  await handle.signal(item, 'b');
  await handle.signal(go);
  expect(await handle.result()).toEqual(['a', 'b']);
});

verifies('signal.order', async ({ executor }) => {
  const handle = await executor.startWorkflow(collect, { count: 20 });
  const sent = Array.from({ length: 20 }, (_, index) => String(index));
  for (const text of sent) await handle.signal(item, text);
  expect(await handle.result()).toEqual(sent);
});

verifies('signal.two-waiters', async ({ executor }) => {
  const handle = await executor.startWorkflow(twoWaiters);
  await handle.signal(item, 'a');
  await handle.signal(item, 'b');
  expect(await handle.result()).toEqual(['a', 'b']);
});

verifies('signal.handler', async ({ executor }) => {
  const handle = await executor.startWorkflow(counter);
  for (const amount of [1, 2, 3]) await handle.signal(add, amount);
  await handle.signal(finish);
  expect(await handle.result()).toBe(6);
});

verifies('signal.async-handler', async ({ executor }) => {
  const handle = await executor.startWorkflow(counter);
  await handle.signal(addSlowly, 5);
  await until('the handler is done', async () => (await handle.query(total)) === 5);
  await handle.signal(finish);
  expect(await handle.result()).toBe(5);
});

verifies('signal.handler-fails', async ({ executor }) => {
  const handle = await executor.startWorkflow(counter);
  await handle.signal(spoil);
  const error = await errorOf(handle.result());
  expect(WorkflowFailedError.isInstance(error) && error.cause).toMatchObject({
    message: 'the handler failed',
  });
});

verifies('signal.addressee', async ({ executor }) => {
  const [one, other] = [
    await executor.startWorkflow(collect, { count: 1 }),
    await executor.startWorkflow(collect, { count: 1 }),
  ];
  await one.signal(item, 'for one');
  expect(await one.result()).toEqual(['for one']);
  await other.signal(item, 'for the other');
  expect(await other.result()).toEqual(['for the other']);
});

verifies('signal.timeout', async ({ executor }) => {
  expect(await executor.executeWorkflow(waitBriefly, { ms: 30 })).toBe('TIMED_OUT');
});

verifies('signal.in-time', async ({ executor }) => {
  const handle = await executor.startWorkflow(waitBriefly, { ms: 60_000 });
  await handle.signal(item, 'in time');
  expect(await handle.result()).toBe('in time');
});

verifies('signal.from-workflow', async ({ executor }) => {
  const handle = await executor.startWorkflow(collect, { count: 1 });
  await executor.executeWorkflow(sender, { to: handle.workflowId, text: 'from another' });
  expect(await handle.result()).toEqual(['from another']);
});

verifies('signal.to-nobody', async ({ executor, id }) => {
  const unknownId = id();
  const closed = await executor.startWorkflow(takePair);
  await closed.terminate();
  for (const to of [unknownId, closed.workflowId]) {
    expect(await executor.executeWorkflow(sendsInVain, { to })).toMatchObject({
      code: 'WORKFLOW_NOT_FOUND',
      fields: { workflowId: to },
    });
  }
});

verifies('signal.self', async ({ executor }) => {
  const handle = await executor.startWorkflow(signalsItself);
  expect(await handle.result()).toBe('to myself');
  expect((await handle.history()).map(({ type, name }) => `${type} ${name}`)).toEqual(['signal item']);
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

verifies('signal.last-turn', async ({ executor, id }) => {
  const [to, childId] = [await executor.startWorkflow(collect, { count: 1 }), id()];
  expect(await executor.executeWorkflow(sendsAtItsEnd, { to: to.workflowId, childId })).toBe('ended');
  expect(await to.result()).toEqual(['last words']);
  const child = executor.getHandle(childId);
  await until('the child runs', () => isRun(child, 1));
  await child.signal(item, 'alive');
  expect(await child.result()).toBe('alive in 1');
});

verifies('signal.storm', async ({ executor }) => {
  const sent = Array.from({ length: 1_000 }, (_, index) => String(index));
  const handle = await executor.startWorkflow(collect, { count: sent.length });
  for (let from = 0; from < sent.length; from += 100) {
    // Concurrent signals may arrive in any order.
    await Promise.all(sent.slice(from, from + 100).map((text) => handle.signal(item, text)));
  }
  const numbers = (await handle.result()).map(Number);
  expect(numbers.toSorted((a, b) => a - b)).toEqual(sent.map(Number));
  expect(numbers.map((number) => Math.floor(number / 100))).toEqual(
    sent.map((_, index) => Math.floor(index / 100)),
  );
});
