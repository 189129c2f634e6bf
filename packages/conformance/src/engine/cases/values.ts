import type { JsonValue, WorkflowDefinition } from '@mcp-agent/core';
import {
  NotJsonError,
  ValueTooLargeError,
  WorkflowFailedError,
  WorkflowNotFoundError,
} from '@mcp-agent/core/errors';
import { errorOf } from '@mcp-agent/testing/support';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import type { EngineRequirementId } from '../requirements/index.ts';
import { catchActivity, sendDate } from '../workflows/activities.ts';
import { echo, failing } from '../workflows/basics.ts';
import { collect, item } from '../workflows/messages.ts';
import { basket, changesAll } from '../workflows/values.ts';

export const values: Cases<EngineRequirementId> = new Cases();
const { verifies } = values;

verifies('value.carried', async ({ executor }) => {
  const sent: JsonValue[] = [
    null,
    true,
    0,
    -1.5,
    Number.MAX_SAFE_INTEGER,
    '',
    'ünïcödé 🙂 \u0000 \u2028 "quoted" \\',
    [],
    {},
    [[[]]],
    { 'a key': { ünï: [1, { deep: null }] }, __proto_: 1 },
    'x'.repeat(300_000),
  ];
  for (const value of sent) expect(await executor.executeWorkflow(echo, value)).toEqual(value);
});

/** The echo workflow, for values that its type does not allow. */
const anything: WorkflowDefinition<unknown, unknown> = { ...echo, run: async (_, input) => input };

verifies('value.undefined-key', async ({ executor }) => {
  const input: Record<string, unknown> = { a: 1, b: undefined };
  expect(Object.keys(Object(await executor.executeWorkflow(anything, input)))).toEqual(['a']);
});

class Money {
  readonly amount = 1;
}

verifies('value.refused-input', async ({ executor, id }) => {
  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;
  for (const [value, path] of [
    [{ when: new Date(0) }, 'when'],
    [{ a: [1, new Map()] }, 'a[1]'],
    [{ money: new Money() }, 'money'],
    [{ list: [undefined] }, 'list[0]'],
    [{ big: 1n }, 'big'],
    [{ not: NaN }, 'not'],
    [{ call: () => 1 }, 'call'],
    [cycle, 'self'],
  ] as const) {
    const workflowId = id();
    const error = await errorOf(executor.executeWorkflow(anything, value, { workflowId }));
    expect(NotJsonError.isInstance(error) && error.path).toContain(path);
    expect(WorkflowNotFoundError.isInstance(await errorOf(executor.getHandle(workflowId).describe()))).toBe(
      true,
    );
  }
});

verifies('value.refused-result', async ({ executor }) => {
  const error = await errorOf(executor.executeWorkflow(failing, 'not-json'));
  const cause = WorkflowFailedError.isInstance(error) ? error.cause : error;
  expect(NotJsonError.isInstance(cause) && cause.path).toContain('list[1].when');
});

verifies('value.refused-activity-input', async ({ executor }) => {
  expect(await executor.executeWorkflow(sendDate)).toMatchObject({
    code: 'VALUE_NOT_JSON',
    fields: { path: expect.stringContaining('when') },
  });
});

verifies('value.refused-activity-result', async ({ executor }) => {
  const data = await executor.executeWorkflow(catchActivity, {
    activity: 'conformance.giveDate',
    input: null,
  });
  expect(data.cause).toMatchObject({
    code: 'VALUE_NOT_JSON',
    fields: { path: expect.stringContaining('when') },
  });
});

verifies('value.refused-signal', async ({ executor }) => {
  const handle = await executor.startWorkflow(collect, { count: 1 });
  const dated: { type: 'signal'; name: string; args?: (...args: [unknown]) => void } = {
    type: 'signal',
    name: item.name,
  };
  const error = await errorOf(handle.signal(dated, { when: new Date(0) }));
  expect(NotJsonError.isInstance(error) && error.path).toContain('when');
  await handle.signal(item, 'good');
  expect(await handle.result()).toEqual(['good']);
});

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

verifies('value.too-large', async ({ executor, id }) => {
  // The limit is in bytes: the second value has a third of the characters.
  for (const value of ['x'.repeat(2_100_000), '€'.repeat(700_000)]) {
    const workflowId = id();
    const error = await errorOf(executor.executeWorkflow(echo, value, { workflowId }));
    expect(ValueTooLargeError.isInstance(error) && error.limit).toBe(2_000_000);
    expect(WorkflowNotFoundError.isInstance(await errorOf(executor.getHandle(workflowId).describe()))).toBe(
      true,
    );
  }
});
