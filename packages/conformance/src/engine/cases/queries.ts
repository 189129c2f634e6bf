import { messagesQuery } from '@mcp-agent/core';
import { MessageFailedError, UpdateRejectedError } from '@mcp-agent/core/errors';
import { errorOf } from '@mcp-agent/testing/support';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import type { EngineRequirementId } from '../requirements/index.ts';
import {
  add,
  broken,
  counter,
  finish,
  item,
  stepping,
  steppingUpdate,
  times,
  total,
  twoWaiters,
  unheard,
} from '../workflows/messages.ts';
import { order } from '../workflows/shared-messages.ts';
import { sleeper } from '../workflows/timers.ts';
import { notesOrder } from '../workflows/turns.ts';
import { LONG_TURN } from './shared.ts';

export const queries: Cases<EngineRequirementId> = new Cases();
const { verifies } = queries;

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

verifies('query.no-steps', async ({ executor }) => {
  const handle = await executor.startWorkflow(counter);
  for (const kind of ['timer', 'activity', 'condition', 'signal', 'child', 'patched'] as const) {
    const failed = await errorOf(handle.query(stepping, kind));
    expect(MessageFailedError.isInstance(failed)).toBe(true);
    expect(failed).toHaveProperty('message', expect.stringContaining(`started a step (${kind}`));
    const rejected = await errorOf(handle.update(steppingUpdate, kind));
    expect(UpdateRejectedError.isInstance(rejected)).toBe(true);
    expect(rejected).toHaveProperty('message', expect.stringContaining(`started a step (${kind}`));
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

verifies('query.at-once', async ({ executor }) => {
  const handle = await executor.startWorkflow(notesOrder, { turns: LONG_TURN });
  expect(await handle.query(order)).toEqual(['begin', 'end']);
  await handle.terminate();
});

verifies('query.closed', async ({ executor }) => {
  const handle = await executor.startWorkflow(counter);
  await handle.signal(add, 9);
  await handle.signal(finish);
  await handle.result();
  expect(await handle.query(total)).toBe(9);
});
