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

describe('an activity whose process died', () => {
  const interrupted = { attempt: 2, heartbeatDetails: { page: 3 } };

  it('continues with the next attempt and the last heartbeat details', async () => {
    const info = await run({ request: request(3), interrupted });
    expect(info).toMatchObject({ activityId: '7', attempt: 3, heartbeatDetails: { page: 3 } });
  });

  it('fails with a heartbeat timeout after its last attempt', async () => {
    const failed = run({ request: request(2), interrupted });
    await expect(failed).rejects.toMatchObject({ code: 'ACTIVITY_FAILED', cause: { kind: 'heartbeat' } });
    await expect(failed).rejects.toHaveProperty('cause', expect.any(TimeoutError));
  });

  it('keeps its schedule-to-close deadline', async () => {
    const late = run({
      request: request(9, { scheduleToCloseTimeoutMs: 50 }),
      scheduledAt: Date.now() - 60,
      interrupted,
    });
    await expect(late).rejects.toMatchObject({ code: 'ACTIVITY_FAILED' });
  });
});
