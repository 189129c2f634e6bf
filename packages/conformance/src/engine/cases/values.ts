import { WorkflowFailedError } from '@mcp-agent/core/errors';
import { errorOf } from '@mcp-agent/testing/support';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import type { EngineRequirementId } from '../requirements/index.ts';
import { echo, failing } from '../workflows/basics.ts';
import { basket, changesAll } from '../workflows/values.ts';

export const values: Cases<EngineRequirementId> = new Cases();
const { verifies } = values;

verifies('value.copied', async ({ executor }) => {
  const input = { list: [1] };
  const starting = executor.startWorkflow(echo, input);
  input.list.push(2);
  expect(await (await starting).result()).toEqual({ list: [1] });
});

verifies('value.own-copy', async ({ executor, id }) => {
  const options = { workflowId: id(), memo: { tags: ['memo'] } };
  const handle = await executor.startWorkflow(changesAll, ['input'], options);
  await handle.signal(basket, ['signal']);
  const expected = [['input'], ['activity'], ['child', 'filled'], ['signal']];
  const result = await handle.result();
  expect(result).toEqual(expected);
  result.push(['changed']);
  expect(await handle.result()).toEqual(expected);
  expect(await executor.getHandle(`${handle.workflowId}-child`).result()).toEqual(['child', 'filled']);
  const described = await handle.describe();
  Object.assign(described.memo, { tags: ['changed'] });
  expect((await handle.describe()).memo).toEqual(options.memo);
  for (const step of await handle.history()) Object.assign(step, { input: 'changed', output: 'changed' });
  const steps = (await handle.history()).toSorted((left, right) => left.type.localeCompare(right.type));
  expect(steps.map(({ type, input, output }) => [type, input, output])).toEqual([
    ['activity', ['activity'], ['activity']],
    ['child', ['child'], ['child', 'filled']],
    ['signal', [['signal']], undefined],
  ]);
});

verifies('value.own-error', async ({ executor }) => {
  const handle = await executor.startWorkflow(failing, 'early');
  const causeOf = async (): Promise<unknown> => {
    const error = await errorOf(handle.result());
    return WorkflowFailedError.isInstance(error) ? error.cause : error;
  };
  Object.assign(Object(await causeOf()), { message: 'changed' });
  expect(await causeOf()).toMatchObject({ message: 'before the first wait' });
});
