import type { WorkflowHandle } from '@mcp-agent/core';
import { ActivityError, errorToData, WorkflowFailedError } from '@mcp-agent/core/errors';
import { expect } from 'vitest';
import { Cases, errorOf } from '../kit.ts';
import { callActivity } from '../workflows/activities.ts';
import { echo } from '../workflows/basics.ts';
import {
  awaitsLate,
  catchesOdd,
  type LastTurn,
  type LateStep,
  logsOdd,
  losesInHandler,
  losesOdd,
  losesRejection,
  mood,
  neverAwaits,
  type OwnRejection,
  rejectsAtItsEnd,
  sendsMuch,
  setMood,
  throwsInPredicate,
  throwsOdd,
  throwsOddWhenSignalled,
  timesOutAndCancels,
} from '../workflows/isolation.ts';
import { collect, item } from '../workflows/messages.ts';
import type { Odd } from '../workflows/odd.ts';

export const isolation: Cases = new Cases();
const { verifies } = isolation;

const LATE: Readonly<Record<LateStep, string>> = {
  activity: 'ACTIVITY_FAILED',
  child: 'CHILD_WORKFLOW_FAILED',
  scope: 'ACTIVITY_FAILED',
  shield: 'ACTIVITY_FAILED',
  timeout: 'TIMED_OUT',
  condition: 'TIMED_OUT',
  map: 'ACTIVITY_FAILED',
  agent: 'ACTIVITY_FAILED',
};

verifies('isolation.late-await', async ({ executor }) => {
  const other = await executor.startWorkflow(collect, { count: 1 });
  const codes = await Promise.all(
    Object.keys(LATE).map(async (how) => [
      how,
      await executor.executeWorkflow(awaitsLate, { how: asLate(how) }),
    ]),
  );
  expect(Object.fromEntries(codes)).toEqual(LATE);
  await other.signal(item, 'alive');
  expect(await other.result()).toEqual(['alive']);
});

function asLate(how: string): LateStep {
  const known = Object.keys(LATE).find((one): one is LateStep => one === how);
  if (known === undefined) throw new Error(`There is no step ${how}.`);
  return known;
}

verifies('isolation.never-awaited', async ({ executor }) => {
  expect(await executor.executeWorkflow(neverAwaits)).toBe('went on');
});

verifies('isolation.own-rejection', async ({ executor }) => {
  const other = await executor.startWorkflow(collect, { count: 1 });
  const ways: OwnRejection[] = [
    'function',
    'atOnce',
    'two',
    'all',
    'derived',
    'scope',
    'callback',
    'rejectionInCallback',
  ];
  const errors = await Promise.all(
    ways.map((how) => errorOf(executor.executeWorkflow(losesRejection, { how }))),
  );
  for (const error of errors) {
    expect(WorkflowFailedError.isInstance(error) && error.cause).toMatchObject({
      code: 'APPLICATION',
      type: 'Error',
      message: 'lost',
    });
  }
  await other.signal(item, 'alive');
  expect(await other.result()).toEqual(['alive']);
});

verifies('isolation.handler-rejection', async ({ executor }) => {
  for (const where of ['handler', 'validator'] as const) {
    const handle = await executor.startWorkflow(losesInHandler, { where });
    expect(await handle.update(setMood, 'cheerful')).toBe('was set to cheerful');
    expect(await errorOf(handle.result())).toMatchObject({
      code: 'WORKFLOW_FAILED',
      cause: { code: 'APPLICATION', type: 'Error', message: 'lost' },
    });
    expect(await handle.query(mood)).toBe('cheerful');
  }
});

verifies('isolation.last-turn', async ({ executor }) => {
  for (const late of [false, true]) {
    const end = (how: LastTurn): Promise<string> => executor.executeWorkflow(rejectsAtItsEnd, { how, late });
    expect(await end('return')).toBe('lost 2');
    expect(await end('continue')).toBe('continued');
    expect(await errorOf(end('throw'))).toMatchObject({
      code: 'WORKFLOW_FAILED',
      cause: { message: 'its own end' },
    });
  }
});

verifies('isolation.activity-rejection', async ({ executor }) => {
  const call = { activity: 'conformance.loseRejection', input: null };
  expect(await executor.executeWorkflow(callActivity, call)).toBe('done all the same');
  expect(await executor.executeWorkflow(timesOutAndCancels)).toEqual(['ACTIVITY_FAILED', 'CANCELLED']);
  expect(await executor.executeWorkflow(echo, 'alive')).toBe('alive');
});

const ODD: Readonly<Partial<Record<Odd, { readonly type?: string; readonly message: unknown }>>> = {
  surrogate: { type: 'Error', message: 'lone \ufffd end' },
  surrogateType: { message: 'odd type' },
  bare: { type: 'object', message: expect.stringMatching(/./) },
  getter: { type: 'Error', message: expect.stringMatching(/./) },
  proxy: { message: expect.stringMatching(/./) },
  traps: { message: 'trapped' },
  errors: { type: 'AggregateError', message: 'many' },
  reserved: { type: 'ApplicationError', message: 'named' },
  symbol: { type: 'symbol', message: 'Symbol(odd)' },
  nothing: { type: 'undefined', message: 'undefined' },
};

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

async function failureOf(handle: WorkflowHandle): Promise<unknown> {
  const error = await errorOf(handle.result());
  return WorkflowFailedError.isInstance(error) ? error.cause : undefined;
}

verifies('isolation.odd-rejections', async ({ executor }) => {
  const lost = entriesOf(ODD).flatMap(([how, expected]) =>
    [false, true].map(async (late) => {
      const error = await errorOf(executor.executeWorkflow(losesOdd, { how, late }));
      if (!WorkflowFailedError.isInstance(error)) throw error;
      expect([how, error.cause]).toMatchObject([how, expected]);
    }),
  );
  await Promise.all(lost);
  expect(await executor.executeWorkflow(echo, 'alive')).toBe('alive');
});

function entriesOf<K extends string, V>(record: Readonly<Partial<Record<K, V>>>): [K, V | undefined][] {
  const keys: K[] = [];
  for (const key in record) keys.push(key);
  return keys.map((key) => [key, record[key]]);
}

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
});

verifies('isolation.odd-log', async ({ executor }) => {
  expect(await executor.executeWorkflow(logsOdd)).toBe('logged');
});

verifies('isolation.predicate', async ({ executor }) => {
  expect(await executor.executeWorkflow(throwsInPredicate)).toBe('the predicate failed');
});
