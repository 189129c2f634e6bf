import { MessageFailedError, UpdateRejectedError } from '@mcp-agent/core/errors';
import { errorOf, until } from '@mcp-agent/testing/support';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import type { EngineRequirementId } from '../requirements/index.ts';
import {
  counter,
  endlessUpdate,
  finish,
  isUpdating,
  put,
  putSlowly,
  spoiledUpdate,
  total,
  unheardUpdate,
} from '../workflows/messages.ts';

export const updates: Cases<EngineRequirementId> = new Cases();
const { verifies } = updates;

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
