import type { ActivityOptions } from '@mcp-agent/core';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import type { EngineRequirementId } from '../requirements/index.ts';
import { activityIds, callActivity, catchActivity } from '../workflows/activities.ts';
import { QUICK } from './shared.ts';

export const activityRetries: Cases<EngineRequirementId> = new Cases();
const { verifies } = activityRetries;

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
  // Without maximumInterval, the second delay would be more than 15 minutes.
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

verifies('activity.final-types', async ({ executor, file, marks }) => {
  const marked = file();
  await executor.executeWorkflow(catchActivity, {
    activity: 'conformance.fail',
    input: { file: marked },
    options: { retry: { ...QUICK, maximumAttempts: 5, nonRetryableErrorTypes: ['OutOfPaper'] } },
  });
  expect(await marks(marked)).toHaveLength(1);
});

verifies('activity.settings', async ({ executor, file, marks }) => {
  const attemptsOf = async (activity: string, options?: ActivityOptions): Promise<number> => {
    const marked = file();
    const input = { file: marked };
    await executor.executeWorkflow(catchActivity, {
      activity: `conformance.${activity}`,
      input,
      ...(options !== undefined && { options }),
    });
    return (await marks(marked)).length;
  };
  expect(await attemptsOf('configured')).toBe(2);
  expect(await attemptsOf('configuredOften')).toBe(4);
  expect(await attemptsOf('configured', { retry: { maximumAttempts: 3 } })).toBe(3);
  // The code sets only the interval.
  expect(await attemptsOf('configuredOften', { retry: { initialInterval: 2 } })).toBe(4);
});

verifies('activity.error-stack', async ({ executor, file }) => {
  const { stack } = await executor.executeWorkflow(catchActivity, {
    activity: 'conformance.flaky',
    input: { file: file(), failures: 1 },
    options: { retry: { maximumAttempts: 1 } },
  });
  // The workflow is in this package. Names of functions differ: on Temporal, they come from a source map.
  expect(stack).toMatch(/^ +at .*[\\/]conformance[\\/]/m);
});
