import { errorFromData, ServerStartError } from '@mcp-agent/core/errors';
import { expect } from 'vitest';
import { Cases, until } from '../kit.ts';
import {
  activityIds,
  callActivity,
  callFunctions,
  callWhichAttempt,
  catchActivity,
  manyActivities,
  shareResource,
} from '../workflows/activities.ts';
import { asked, employed, told } from '../workflows/messages.ts';

export const activities: Cases = new Cases();
const { verifies } = activities;

const QUICK = { initialInterval: 10, backoffCoefficient: 1 } as const;

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

verifies('activity.retry', async ({ executor, file, marks }) => {
  const marked = file();
  const result = await executor.executeWorkflow(callActivity, {
    activity: 'conformance.flaky',
    input: { file: marked, failures: 2 },
    options: { retry: { ...QUICK, maximumAttempts: 5 } },
  });
  expect(result).toBe(3);
  expect(await marks(marked)).toHaveLength(3);
});

verifies('activity.attempts', async ({ executor, file, marks }) => {
  const marked = file();
  const data = await executor.executeWorkflow(catchActivity, {
    activity: 'conformance.flaky',
    input: { file: marked, failures: 100 },
    options: { retry: { ...QUICK, maximumAttempts: 3 } },
  });
  expect(data).toMatchObject({
    code: 'ACTIVITY_FAILED',
    fields: { activity: 'conformance.flaky' },
    cause: { code: 'APPLICATION', message: 'attempt 3 fails', fields: { type: 'Flaky' } },
  });
  expect(await marks(marked)).toHaveLength(3);
});

verifies('activity.same-id', async ({ executor, file, marks }) => {
  const marked = file();
  await executor.executeWorkflow(callActivity, {
    activity: 'conformance.flaky',
    input: { file: marked, failures: 2 },
    options: { retry: { ...QUICK, maximumAttempts: 3 } },
  });
  const ids = (await marks(marked)).map((line) => line.split(' ')[2]);
  expect(ids).toHaveLength(3);
  expect(new Set(ids).size).toBe(1);
  const others = await executor.executeWorkflow(activityIds, 3);
  expect(new Set(others).size).toBe(3);
});

verifies('activity.backoff', async ({ executor, file, marks }) => {
  const marked = file();
  await executor.executeWorkflow(callActivity, {
    activity: 'conformance.flaky',
    input: { file: marked, failures: 3 },
    options: {
      retry: { initialInterval: 100, backoffCoefficient: 3, maximumInterval: 600, maximumAttempts: 4 },
    },
  });
  const [first = 0, second = 0, third = 0, fourth = 0] = (await marks(marked)).map((line) =>
    Number(line.split(' ')[1]),
  );
  expect(second - first).toBeGreaterThanOrEqual(95);
  expect(third - second).toBeGreaterThanOrEqual(295);
  expect(fourth - third).toBeGreaterThanOrEqual(595);
  // Without its maximum the second wait would be over a quarter of an hour.
  const capped = await executor.executeWorkflow(callActivity, {
    activity: 'conformance.flaky',
    input: { file: file(), failures: 2 },
    options: {
      retry: { initialInterval: 10, backoffCoefficient: 100_000, maximumInterval: 20, maximumAttempts: 3 },
    },
  });
  expect(capped).toBe(3);
});

verifies('activity.retry-delay', async ({ executor, file, marks }) => {
  const marked = file();
  await executor.executeWorkflow(callActivity, {
    activity: 'conformance.flaky',
    input: { file: marked, failures: 1, nextRetryDelayMs: 50 },
    options: { retry: { initialInterval: '1 hour', maximumAttempts: 2 } },
  });
  expect(await marks(marked)).toHaveLength(2);
});

verifies('activity.final', async ({ executor, file, marks }) => {
  const marked = file();
  await executor.executeWorkflow(catchActivity, {
    activity: 'conformance.fail',
    input: { file: marked, how: 'final' },
    options: { retry: { ...QUICK, maximumAttempts: 5 } },
  });
  expect(await marks(marked)).toHaveLength(1);
});

verifies('activity.final-types', async ({ executor, file, marks }) => {
  const marked = file();
  await executor.executeWorkflow(catchActivity, {
    activity: 'conformance.fail',
    input: { file: marked, how: 'user' },
    options: { retry: { ...QUICK, maximumAttempts: 5, nonRetryableErrorTypes: ['OutOfPaper'] } },
  });
  expect(await marks(marked)).toHaveLength(1);
});

const ONCE = { retry: { maximumAttempts: 1 } };

verifies('activity.own-error', async ({ executor, file }) => {
  const input = { file: file(), how: 'own' };
  const data = await executor.executeWorkflow(catchActivity, {
    activity: 'conformance.fail',
    input,
    options: ONCE,
  });
  const { cause } = errorFromData(data);
  expect(cause).toBeInstanceOf(ServerStartError);
  expect(cause).toMatchObject({
    server: 'x',
    target: 'x --serve',
    stderr: 'no such file',
    nonRetryable: true,
  });
});

verifies('activity.user-error', async ({ executor, file }) => {
  const input = { file: file(), how: 'user' };
  const data = await executor.executeWorkflow(catchActivity, {
    activity: 'conformance.fail',
    input,
    options: ONCE,
  });
  expect(data.cause).toMatchObject({
    code: 'APPLICATION',
    message: 'no paper',
    fields: { type: 'OutOfPaper' },
  });
});

verifies('activity.error-details', async ({ executor, file }) => {
  const input = { file: file(), how: 'final' };
  const data = await executor.executeWorkflow(catchActivity, {
    activity: 'conformance.fail',
    input,
    options: ONCE,
  });
  expect(data.cause).toMatchObject({ message: 'it is over', fields: { type: 'Over', details: { code: 7 } } });
});

verifies('activity.error-cause', async ({ executor, file }) => {
  const input = { file: file(), how: 'caused' };
  const data = await executor.executeWorkflow(catchActivity, {
    activity: 'conformance.fail',
    input,
    options: ONCE,
  });
  expect(data.cause).toMatchObject({
    message: 'outer',
    cause: { message: 'inner', fields: { type: 'OutOfPaper' } },
  });
});

verifies('activity.error-text', async ({ executor, file }) => {
  const input = { file: file(), how: 'text' };
  const data = await executor.executeWorkflow(catchActivity, {
    activity: 'conformance.fail',
    input,
    options: ONCE,
  });
  expect(data.cause).toMatchObject({ message: 'only a text' });
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
  // An attempt that gets no time at all is one all the same.
  expect((await marks(marked)).filter((line) => line.startsWith('started')).length).toBeLessThanOrEqual(2);
  await until('the first attempt was aborted', async () => (await marks(marked)).includes('aborted 1'));
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
  // Waits between attempts too: none of them is zero, or less than a whole millisecond.
  const call = {
    activity: 'conformance.flaky',
    options: { retry: { initialInterval: 0.1, backoffCoefficient: 1.5, maximumAttempts: 5 } },
  };
  expect(
    await executor.executeWorkflow(callActivity, { ...call, input: { file: file(), failures: 3 } }),
  ).toBe(4);
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
  expect(await executor.executeWorkflow(asked)).toBe('tired of monday');
});

verifies('activity.signal-back', async ({ executor }) => {
  expect(await executor.executeWorkflow(told)).toEqual(['one', 'two', 'three', 'told']);
});

verifies('activity.update-back', async ({ executor }) => {
  expect(await executor.executeWorkflow(employed)).toEqual(['dishes done', 'UPDATE_REJECTED']);
});

verifies('activity.functions', async ({ executor }) => {
  expect(await executor.executeWorkflow(callFunctions)).toEqual([5, 'Hello, Ada; Hello, Bob']);
});

verifies('activity.resource', async ({ executor }) => {
  const [first, ...rest] = await executor.executeWorkflow(shareResource);
  expect(rest).toEqual([first, first]);
});

verifies('activity.function-context', async ({ executor }) => {
  expect(await executor.executeWorkflow(callWhichAttempt)).toBe(2);
});
