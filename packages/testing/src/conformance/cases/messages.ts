import { messagesQuery } from '@mcp-agent/core';
import {
  ApplicationError,
  MessageFailedError,
  NotJsonError,
  UpdateRejectedError,
  ValueTooLargeError,
  WorkflowFailedError,
} from '@mcp-agent/core/errors';
import { expect } from 'vitest';
import { Cases, errorOf, until } from '../kit.ts';
import {
  add,
  addSlowly,
  broken,
  collect,
  collectLate,
  counter,
  endlessUpdate,
  failingQuery,
  type FailingQueryKind,
  finish,
  isUpdating,
  go,
  item,
  pair,
  put,
  putSlowly,
  sender,
  sendsInVain,
  spoil,
  spoiledUpdate,
  stepping,
  steppingUpdate,
  takePair,
  times,
  total,
  twoWaiters,
  unheard,
  unheardUpdate,
  waitAgain,
  waitBriefly,
} from '../workflows/messages.ts';
import { sleeper } from '../workflows/timers.ts';

export const messages: Cases = new Cases();
const { verifies } = messages;

verifies('signal.delivered', async ({ executor }) => {
  const handle = await executor.startWorkflow(collect, { count: 1 });
  // Long enough for the workflow to wait already.
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
  // Nor does anybody wait any more whose time is up.
  const marked = file();
  const again = await executor.startWorkflow(waitAgain, { file: marked });
  await until('the first wait is over', async () => (await marks(marked)).includes('in vain'));
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
  const nobody = id();
  const ended = await executor.startWorkflow(takePair);
  await ended.terminate();
  for (const to of [nobody, ended.workflowId]) {
    expect(await executor.executeWorkflow(sendsInVain, { to })).toMatchObject({
      code: 'WORKFLOW_NOT_FOUND',
      fields: { workflowId: to },
    });
  }
});

verifies('signal.storm', async ({ executor }) => {
  const sent = Array.from({ length: 1_000 }, (_, index) => String(index));
  const handle = await executor.startWorkflow(collect, { count: sent.length });
  for (let from = 0; from < sent.length; from += 100) {
    // What is sent together may arrive in any order.
    await Promise.all(sent.slice(from, from + 100).map((text) => handle.signal(item, text)));
  }
  const numbers = (await handle.result()).map(Number);
  expect(numbers.toSorted((a, b) => a - b)).toEqual(sent.map(Number));
  expect(numbers.map((number) => Math.floor(number / 100))).toEqual(
    sent.map((_, index) => Math.floor(index / 100)),
  );
});

verifies('query.answer', async ({ executor }) => {
  const handle = await executor.startWorkflow(counter);
  expect(await handle.query(total)).toBe(0);
  await handle.signal(add, 7);
  expect(await handle.query(total)).toBe(7);
  await handle.signal(finish);
  await handle.result();
});

verifies('query.arguments', async ({ executor }) => {
  const handle = await executor.startWorkflow(counter);
  await handle.signal(add, 7);
  expect(await handle.query(times, 3)).toBe(21);
  await handle.terminate();
});

verifies('query.missing', async ({ executor }) => {
  const handle = await executor.startWorkflow(counter);
  const error = await errorOf(handle.query(unheard));
  expect(MessageFailedError.isInstance(error) && error.messageName).toBe('unheard');
  expect(error).toHaveProperty('message', expect.stringContaining('unheard'));
  await handle.terminate();
});

verifies('query.fails', async ({ executor }) => {
  const handle = await executor.startWorkflow(counter);
  const error = await errorOf(handle.query(broken));
  expect(MessageFailedError.isInstance(error)).toBe(true);
  expect(error).toHaveProperty('message', expect.stringContaining('the query failed'));
  await handle.signal(finish);
  expect(await handle.result()).toBe(0);
});

verifies('query.cause', async ({ executor }) => {
  const handle = await executor.startWorkflow(counter);
  const causeOf = async (kind: FailingQueryKind): Promise<unknown> => {
    const error = await errorOf(handle.query(failingQuery, kind));
    expect(error).toMatchObject({ code: 'MESSAGE_FAILED', messageName: 'failingQuery' });
    return MessageFailedError.isInstance(error) ? error.cause : undefined;
  };
  const [thrown, plain] = [await causeOf('thrown'), await causeOf('plain')];
  expect(thrown).toBeInstanceOf(ApplicationError);
  expect(thrown).toMatchObject({
    code: 'APPLICATION',
    message: 'no total',
    type: 'NoTotal',
    nonRetryable: true,
    cause: { code: 'APPLICATION', message: 'no row', type: 'TypeError' },
  });
  expect(plain).toBeInstanceOf(ApplicationError);
  expect(plain).toMatchObject({ message: 'no row', type: 'TypeError' });
  const [notJson, tooLarge] = [await causeOf('not JSON'), await causeOf('too large')];
  expect(notJson).toBeInstanceOf(NotJsonError);
  expect(notJson).toMatchObject({ path: 'answer of query failingQuery.counts[1]', found: 'a bigint' });
  expect(tooLarge).toBeInstanceOf(ValueTooLargeError);
  expect(tooLarge).toMatchObject({ bytes: 2_000_002, limit: 2_000_000 });
  await handle.terminate();
});

verifies('query.no-steps', async ({ executor }) => {
  const handle = await executor.startWorkflow(counter);
  for (const kind of ['timer', 'activity', 'condition', 'signal', 'child'] as const) {
    const failed = await errorOf(handle.query(stepping, kind));
    expect(MessageFailedError.isInstance(failed)).toBe(true);
    expect(failed).toHaveProperty('message', expect.stringContaining(`began a step (${kind}`));
    const rejected = await errorOf(handle.update(steppingUpdate, kind));
    expect(UpdateRejectedError.isInstance(rejected)).toBe(true);
    expect(rejected).toHaveProperty('message', expect.stringContaining(`began a step (${kind}`));
  }
  await executor.executeWorkflow(sleeper, 1);
  await handle.signal(finish);
  expect(await handle.result()).toBe(0);
  expect((await handle.history()).map(({ name }) => name)).not.toContain('conformance.echo');
});

verifies('query.messages', async ({ executor }) => {
  const counting = await executor.startWorkflow(counter);
  expect(await counting.query(messagesQuery)).toEqual({
    signals: expect.arrayContaining(['add', 'finish']),
    queries: expect.arrayContaining(['total', 'times', 'broken']),
    updates: expect.arrayContaining(['put']),
  });
  await counting.signal(finish);
  const waiting = await executor.startWorkflow(twoWaiters);
  const { signals } = await waiting.query(messagesQuery);
  expect(signals).toEqual(['item']);
  await waiting.signal(item, 'x');
  await waiting.signal(item, 'y');
  await waiting.result();
  expect((await waiting.query(messagesQuery)).signals).toEqual([]);
});

verifies('query.closed', async ({ executor }) => {
  const handle = await executor.startWorkflow(counter);
  await handle.signal(add, 9);
  await handle.signal(finish);
  await handle.result();
  expect(await handle.query(total)).toBe(9);
});

verifies('update.answer', async ({ executor }) => {
  const handle = await executor.startWorkflow(counter);
  expect(await handle.update(put, 4)).toBe(8);
  expect(await handle.query(total)).toBe(4);
  await handle.terminate();
});

verifies('update.activity', async ({ executor }) => {
  const handle = await executor.startWorkflow(counter);
  expect(await handle.update(putSlowly, 'hello')).toBe('"hello"!');
  await handle.terminate();
});

verifies('update.rejected', async ({ executor }) => {
  const handle = await executor.startWorkflow(counter);
  const error = await errorOf(handle.update(put, -1));
  expect(UpdateRejectedError.isInstance(error) && error.messageName).toBe('put');
  expect(error).toHaveProperty('message', expect.stringContaining('not below zero'));
  expect(await handle.query(total)).toBe(0);
  await handle.terminate();
});

verifies('update.fails', async ({ executor }) => {
  const handle = await executor.startWorkflow(counter);
  const error = await errorOf(handle.update(spoiledUpdate));
  expect(MessageFailedError.isInstance(error)).toBe(true);
  expect(error).toHaveProperty('message', expect.stringContaining('the update failed'));
  await handle.signal(finish);
  expect(await handle.result()).toBe(0);
});

verifies('update.ended', async ({ executor }) => {
  const handle = await executor.startWorkflow(counter);
  const answer = errorOf(handle.update(endlessUpdate));
  await until('the handler runs', () => handle.query(isUpdating));
  await handle.terminate();
  expect(await answer).toMatchObject({ code: 'MESSAGE_FAILED', messageName: 'endlessUpdate' });
});

verifies('update.missing', async ({ executor }) => {
  const handle = await executor.startWorkflow(counter);
  const error = await errorOf(handle.update(unheardUpdate));
  expect(MessageFailedError.isInstance(error) && error.messageName).toBe('unheardUpdate');
  await handle.terminate();
});
