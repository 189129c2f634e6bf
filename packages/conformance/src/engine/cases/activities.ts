import { errorOf, until } from '@mcp-agent/testing/support';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import type { EngineRequirementId } from '../requirements/index.ts';
import {
  callActivity,
  callFunctions,
  callWhichAttempt,
  catchActivity,
  manyActivities,
  shareResource,
  abortsActivity,
} from '../workflows/activities.ts';
import { queriedByActivity, signalledByActivity, updatedByActivity } from '../workflows/messages.ts';
import { QUICK } from './shared.ts';

export const activities: Cases<EngineRequirementId> = new Cases();
const { verifies } = activities;

verifies('activity.result', async ({ executor }) => {
  const call = { activity: 'conformance.echo', input: { a: [1, null, 'x'] } };
  expect(await executor.executeWorkflow(callActivity, call)).toEqual({ a: [1, null, 'x'] });
});

verifies('activity.parallel', async ({ executor }) => {
  expect(await executor.executeWorkflow(manyActivities, 50)).toEqual(
    Array.from({ length: 50 }, (_, index) => index),
  );
});

verifies('activity.info', async ({ executor }) => {
  const handle = await executor.startWorkflow(callActivity, {
    activity: 'conformance.identity',
    input: null,
  });
  expect(await handle.result()).toEqual({
    activity: 'conformance.identity',
    activityId: expect.stringMatching(/./),
    attempt: 1,
    workflowId: handle.workflowId,
    runId: handle.runId,
  });
});

verifies('activity.unknown', async ({ executor }) => {
  const data = await executor.executeWorkflow(catchActivity, {
    activity: 'conformance.unheard',
    input: null,
  });
  expect(data).toMatchObject({ code: 'ACTIVITY_FAILED', cause: { code: 'UNKNOWN_ACTIVITY' } });
  expect(data.message).toContain('conformance.unheard');
});

verifies('activity.start-to-close', async ({ executor, file, marks }) => {
  const marked = file();
  const data = await executor.executeWorkflow(catchActivity, {
    activity: 'conformance.hang',
    input: { file: marked },
    options: { startToCloseTimeout: '1s', heartbeatTimeout: '3s', retry: { ...QUICK, maximumAttempts: 2 } },
  });
  expect(data).toMatchObject({
    code: 'ACTIVITY_FAILED',
    cause: { code: 'TIMED_OUT', fields: { kind: 'start-to-close' } },
  });
  // An attempt may time out before it starts.
  expect((await marks(marked)).filter((line) => line.startsWith('started')).length).toBeLessThanOrEqual(2);
  await until('the first attempt is aborted', async () => (await marks(marked)).includes('aborted 1'));
});

verifies('activity.late-result', async ({ executor }) => {
  const data = await executor.executeWorkflow(catchActivity, {
    activity: 'conformance.returnsLate',
    input: null,
    options: { startToCloseTimeout: 200, retry: { maximumAttempts: 1 } },
  });
  expect(data).toMatchObject({ code: 'ACTIVITY_FAILED', cause: { code: 'TIMED_OUT' } });
});

verifies('activity.schedule-to-close', async ({ executor, file }) => {
  const data = await executor.executeWorkflow(catchActivity, {
    activity: 'conformance.flaky',
    input: { file: file(), failures: 1_000_000 },
    options: {
      scheduleToCloseTimeout: '1s',
      retry: { initialInterval: 100, backoffCoefficient: 1, maximumAttempts: 1_000_000 },
    },
  });
  expect(data).toMatchObject({ code: 'ACTIVITY_FAILED' });
  expect(['TIMED_OUT', 'APPLICATION']).toContain(data.cause?.code);
});

verifies('activity.short-limits', async ({ executor, file }) => {
  for (const [options, kind, limit] of [
    [{ startToCloseTimeout: 0.4 }, 'start-to-close', 'startToCloseTimeout of 1 ms'],
    [{ startToCloseTimeout: 1.5 }, 'start-to-close', 'startToCloseTimeout of 2 ms'],
    [{ scheduleToCloseTimeout: 0.4 }, 'schedule-to-close', 'scheduleToCloseTimeout of 1 ms'],
    [
      { scheduleToCloseTimeout: 1e-9, scheduleToStartTimeout: '1s' },
      'schedule-to-close',
      'scheduleToCloseTimeout of 1 ms',
    ],
  ] as const) {
    const call = { activity: 'conformance.hangsQuietly', input: null };
    const retry = { maximumAttempts: 1 };
    expect(
      await executor.executeWorkflow(catchActivity, { ...call, options: { ...options, retry } }),
    ).toMatchObject({
      code: 'ACTIVITY_FAILED',
      cause: {
        code: 'TIMED_OUT',
        message: `Activity "conformance.hangsQuietly" took longer than its ${limit}.`,
        fields: { kind },
      },
    });
  }
  // Retry delays are at least one millisecond too.
  const call = {
    activity: 'conformance.flaky',
    options: { retry: { initialInterval: 0.1, backoffCoefficient: 1.5, maximumAttempts: 5 } },
  };
  expect(
    await executor.executeWorkflow(callActivity, { ...call, input: { file: file(), failures: 3 } }),
  ).toBe(4);
});

verifies('activity.abort-reason', async ({ executor, file, marks }) => {
  const [cancelled, late] = [file(), file()];
  const handle = await executor.startWorkflow(abortsActivity, { file: cancelled, how: 'cancel' });
  await until('the activity runs', async () => (await marks(cancelled)).includes('started'));
  await handle.cancel();
  await errorOf(handle.result());
  await until('the activity is aborted', async () => (await marks(cancelled)).length === 2);
  expect(JSON.parse((await marks(cancelled))[1] ?? '')).toEqual({
    code: 'CANCELLED',
    message: 'Activity "conformance.saysWhy" was cancelled.',
    kind: null,
  });
  const message = 'Activity "conformance.saysWhy" took longer than its startToCloseTimeout of 300 ms.';
  const error = await executor.executeWorkflow(abortsActivity, { file: late, how: 'start-to-close' });
  expect(error).toMatchObject({
    code: 'ACTIVITY_FAILED',
    message: `Activity "conformance.saysWhy" failed: ${message}`,
    cause: { code: 'TIMED_OUT', message, fields: { kind: 'start-to-close' } },
  });
  await until('the activity is aborted', async () => (await marks(late)).length === 2);
  expect(JSON.parse((await marks(late))[1] ?? '')).toEqual({
    code: 'TIMED_OUT',
    message,
    kind: 'start-to-close',
  });
});

verifies('activity.heartbeat-details', async ({ executor }) => {
  const result = await executor.executeWorkflow(callActivity, {
    activity: 'conformance.progress',
    input: null,
    options: { retry: { ...QUICK, maximumAttempts: 2 } },
  });
  expect(result).toEqual({ page: 3 });
});

verifies('activity.checkpoint', async ({ executor }) => {
  const result = await executor.executeWorkflow(callActivity, {
    activity: 'conformance.checkpoints',
    input: { dies: false },
    options: { retry: { ...QUICK, maximumAttempts: 2 } },
  });
  expect(result).toEqual({ page: 3 });
});

verifies('activity.query-back', async ({ executor }) => {
  expect(await executor.executeWorkflow(queriedByActivity)).toBe('tired of monday');
});

verifies('activity.signal-back', async ({ executor }) => {
  expect(await executor.executeWorkflow(signalledByActivity)).toEqual(['one', 'two', 'three', 'told']);
});

verifies('activity.update-back', async ({ executor }) => {
  expect(await executor.executeWorkflow(updatedByActivity)).toEqual(['dishes done', 'UPDATE_REJECTED']);
});

verifies('activity.functions', async ({ executor }) => {
  expect(await executor.executeWorkflow(callFunctions)).toEqual([5, 'Hello, Ada; Hello, Bob']);
});

verifies('activity.function-context', async ({ executor }) => {
  expect(await executor.executeWorkflow(callWhichAttempt)).toBe(2);
});

verifies('activity.resource', async ({ executor }) => {
  const [first, ...rest] = await executor.executeWorkflow(shareResource);
  expect(rest).toEqual([first, first]);
});
