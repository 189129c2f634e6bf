import { WorkflowFailedError } from '@mcp-agent/core/errors';
import { errorOf } from '@mcp-agent/testing/support';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import type { EngineRequirementId } from '../requirements/index.ts';
import { callActivity } from '../workflows/activities.ts';
import { echo } from '../workflows/basics.ts';
import { losesOdd } from '../workflows/isolation.ts';
import { collect, item } from '../workflows/messages.ts';
import {
  awaitsLate,
  type LastTurn,
  type LateStep,
  losesInHandler,
  losesRejection,
  mood,
  neverAwaits,
  type OwnRejection,
  rejectsAtItsEnd,
  setMood,
  timesOutAndCancels,
} from '../workflows/rejections.ts';
import { ODD, entriesOf } from './shared.ts';

export const rejections: Cases<EngineRequirementId> = new Cases();
const { verifies } = rejections;

const LATE: Readonly<Record<LateStep, string>> = {
  activity: 'ACTIVITY_FAILED',
  child: 'CHILD_WORKFLOW_FAILED',
  scope: 'ACTIVITY_FAILED',
  shield: 'ACTIVITY_FAILED',
  timeout: 'TIMED_OUT',
  condition: 'TIMED_OUT',
  map: 'ACTIVITY_FAILED',
};

function asLate(how: string): LateStep {
  const known = Object.keys(LATE).find((one): one is LateStep => one === how);
  if (known === undefined) throw new Error(`The step ${how} is unknown.`);
  return known;
}

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
