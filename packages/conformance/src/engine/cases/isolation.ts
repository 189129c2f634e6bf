import type { UpdateDefinition, WorkflowHandle } from '@mcp-agent/core';
import {
  ActivityError,
  errorToData,
  InvalidArgumentError,
  WorkflowFailedError,
} from '@mcp-agent/core/errors';
import { errorOf, until } from '@mcp-agent/testing/support';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import type { EngineRequirementId } from '../requirements/index.ts';
import { callActivity } from '../workflows/activities.ts';
import { echo } from '../workflows/basics.ts';
import {
  catchesOdd,
  failMuch,
  failsMuch,
  logsOdd,
  sendsMuch,
  throwsInPredicate,
  throwsOdd,
  throwsOddWhenSignalled,
} from '../workflows/isolation.ts';
import { collect, go, item, total } from '../workflows/messages.ts';
import { givesOddArguments, givesOddOptions, ODD_OBJECTS } from '../workflows/odd-arguments.ts';
import { codesOf, entriesOf, ODD } from './shared.ts';

export const isolation: Cases<EngineRequirementId> = new Cases();
const { verifies } = isolation;

async function failureOf(handle: WorkflowHandle): Promise<unknown> {
  const error = await errorOf(handle.result());
  return WorkflowFailedError.isInstance(error) ? error.cause : undefined;
}

verifies('isolation.odd-errors', async ({ executor }) => {
  for (const [how, expected] of entriesOf(ODD)) {
    const thrown = await errorOf(executor.executeWorkflow(throwsOdd, { how }));
    if (!WorkflowFailedError.isInstance(thrown)) throw thrown;
    expect([how, thrown.cause]).toMatchObject([how, expected]);
    const { code, cause } = await executor.executeWorkflow(catchesOdd, { how });
    expect(code).toBe(ActivityError.code);
    expect([how, cause?.message]).toMatchObject([how, expected?.message]);
    const signalled = await executor.startWorkflow(throwsOddWhenSignalled, { how });
    await signalled.signal(item, 'now');
    expect([how, await failureOf(signalled)]).toMatchObject([how, { message: expected?.message }]);
  }
});

verifies('isolation.error-size', async ({ executor }) => {
  for (const how of ['long', 'longCause', 'longDetails'] as const) {
    const thrown = await errorOf(executor.executeWorkflow(throwsOdd, { how }));
    if (!WorkflowFailedError.isInstance(thrown)) throw thrown;
    const { cause: error } = thrown;
    const caught = await executor.executeWorkflow(catchesOdd, { how });
    expect(caught.code).toBe(ActivityError.code);
    const shown = JSON.stringify([errorToData(error), caught]);
    expect(shown.length).toBeLessThan(1_500_000);
    expect(shown).toMatch(/truncated|left out/);
  }
});

verifies('isolation.retry-delay', async ({ executor }) => {
  const options = { retry: { initialInterval: 10, backoffCoefficient: 1, maximumAttempts: 5 } };
  const call = { activity: 'conformance.oddDelay', input: null, options };
  expect(await executor.executeWorkflow(callActivity, call)).toBe(5);
});

verifies('isolation.much-at-once', async ({ executor }) => {
  const bytes = 1_000_000;
  const lengths = await executor.executeWorkflow(sendsMuch, { bytes });
  expect(lengths).toEqual([...Array.from({ length: 6 }, () => bytes + 1), bytes]);
  const handle = await executor.startWorkflow(failsMuch);
  const updates = Array.from({ length: 10 }, () => errorOf(handle.update(failMuch)));
  await until('all updates are accepted', async () => (await handle.history()).length === updates.length);
  await handle.signal(go);
  for (const error of await Promise.all(updates)) expect(error).toMatchObject({ cause: { message: 'much' } });
  expect(await handle.result()).toHaveLength(1_900_000);
});

verifies('isolation.odd-log', async ({ executor }) => {
  expect(await executor.executeWorkflow(logsOdd)).toBe('logged');
});

verifies('isolation.predicate', async ({ executor }) => {
  expect(await executor.executeWorkflow(throwsInPredicate)).toBe('the predicate failed');
});

verifies('isolation.options', async ({ executor }) => {
  const codes = await executor.executeWorkflow(givesOddOptions);
  expect(Object.keys(codes).length).toBeGreaterThan(20);
  expect(Object.entries(codes).filter(([, code]) => code !== InvalidArgumentError.code)).toEqual([]);
});

verifies('isolation.odd-arguments', async ({ executor, id }) => {
  const inWorkflow = await executor.executeWorkflow(givesOddArguments);
  expect(Object.keys(inWorkflow).length).toBeGreaterThan(100);
  expect(Object.entries(inWorkflow).filter(([, code]) => code !== InvalidArgumentError.code)).toEqual([]);
  const handle = await executor.startWorkflow(collect, { count: 1 });
  const hello = { signal: item, args: ['x'] as [string] };
  const options = { workflowId: id() };
  const codes = await codesOf(
    {
      startOptions: (odd) => executor.startWorkflow(echo, 1, odd()),
      executeOptions: (odd) => executor.executeWorkflow(echo, 1, odd()),
      searchAttributes: (odd) => executor.startWorkflow(echo, 1, { searchAttributes: odd() }),
      signalWithStartMessage: (odd) =>
        executor.signalWithStart(collect, odd<typeof hello>(), { count: 1 }, options),
      signalWithStartSignal: (odd) =>
        executor.signalWithStart(collect, { signal: odd<typeof item>(), args: ['x'] }, { count: 1 }, options),
      signalWithStartOptions: (odd) => executor.signalWithStart(collect, hello, { count: 1 }, odd()),
      filter: (odd) => executor.listWorkflows(odd()),
      filterAttributes: (odd) => executor.listWorkflows({ searchAttributes: odd() }),
      signal: (odd) => handle.signal(odd<typeof item>(), 'x'),
      query: (odd) => handle.query(odd<typeof total>()),
      update: (odd) => handle.update(odd<UpdateDefinition<null, []>>()),
    },
    ODD_OBJECTS,
  );
  codes.push(
    ...(await codesOf({ terminate: (odd) => handle.terminate(odd()) }, ['null', '5', '{}', '["why"]'])),
    ...(await codesOf({ terminateUnknown: (odd) => executor.getHandle(id()).terminate(odd()) }, ['5'])),
    ...(await codesOf(
      {
        args: (odd) =>
          executor.signalWithStart(collect, { signal: item, args: odd<[string]>() }, { count: 1 }, options),
        id: (odd) => executor.signalWithStart(collect, hello, { count: 1 }, odd()),
      },
      ['null', '{}', '5'],
    )),
  );
  expect(codes.filter((code) => !code.endsWith(`: ${InvalidArgumentError.code}`))).toEqual([]);
  expect(await errorOf(executor.getHandle(options.workflowId).describe())).toMatchObject({
    code: 'WORKFLOW_NOT_FOUND',
  });
  // The rejected calls did not affect the workflow.
  await handle.signal(item, 'alive');
  expect(await handle.result()).toEqual(['alive']);
});
