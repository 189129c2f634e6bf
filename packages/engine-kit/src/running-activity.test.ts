import { type ActivityInfo, defineActivity } from '@mcp-agent/core';
import { TimeoutError } from '@mcp-agent/core/errors';
import { ActivityHost, type ActivityRequest } from '@mcp-agent/core/engine';
import { describe, expect, it } from 'vitest';
import { RunningActivities } from './activities.ts';
import type { ActivityRun } from './running-activity.ts';

defineActivity({ name: 'whoami', run: (_: null, { info }): ActivityInfo => info });

function request(maximumAttempts: number, more: Partial<ActivityRequest['options']> = {}): ActivityRequest {
  return {
    activity: 'whoami',
    input: null,
    options: {
      startToCloseTimeoutMs: 60_000,
      scheduleToCloseTimeoutMs: undefined,
      heartbeatTimeoutMs: 60_000,
      retry: {
        initialIntervalMs: 1,
        backoffCoefficient: 1,
        maximumIntervalMs: 1,
        maximumAttempts,
        nonRetryableErrorTypes: [],
      },
      ...more,
    },
  };
}

function run(more: Partial<ActivityRun> & Pick<ActivityRun, 'request'>): Promise<unknown> {
  return new RunningActivities(new ActivityHost({ settings: {} })).run({
    activityId: '7',
    workflowId: 'w',
    runId: 'r',
    caller: {
      query: () => Promise.reject(new Error('not asked')),
      signal: () => Promise.reject(new Error('not asked')),
      update: () => Promise.reject(new Error('not asked')),
    },
    log: () => {},
    onAttempt: () => {},
    onRetry: () => {},
    ...more,
  }).result;
}

describe('an activity that its process died in', () => {
  const interrupted = { attempt: 2, heartbeatDetails: { page: 3 } };

  it('goes on with the next attempt, and what the last one said', async () => {
    const info = await run({ request: request(3), interrupted });
    expect(info).toMatchObject({ activityId: '7', attempt: 3, heartbeatDetails: { page: 3 } });
  });

  it('is not tried more often than it may be: that it gave no sign of life is its failure', async () => {
    const failed = run({ request: request(2), interrupted });
    await expect(failed).rejects.toMatchObject({ code: 'ACTIVITY_FAILED', cause: { kind: 'heartbeat' } });
    await expect(failed).rejects.toHaveProperty('cause', expect.any(TimeoutError));
  });

  it('has no more time than it had', async () => {
    const late = run({
      request: request(9, { scheduleToCloseTimeoutMs: 50 }),
      scheduledAt: Date.now() - 60,
      interrupted,
    });
    await expect(late).rejects.toMatchObject({ code: 'ACTIVITY_FAILED' });
  });
});
