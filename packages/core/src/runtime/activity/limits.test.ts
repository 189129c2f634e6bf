import { describe, expect, it } from 'vitest';
import { McpAgentError } from '../errors/error.ts';
import { activityTimedOut } from '../errors/outcomes.ts';
import { resolveActivityOptions } from './options.ts';
import { NotReadyError } from '../errors/activity.ts';
import { logRetry, retryDelay } from './retry.ts';

describe('activity options', () => {
  it('round timeouts and retry delays to whole milliseconds', () => {
    const { startToCloseTimeoutMs, scheduleToCloseTimeoutMs, retry } = resolveActivityOptions({
      startToCloseTimeout: 1.5,
      scheduleToCloseTimeout: 1e-9,
      retry: { initialInterval: 0.4, backoffCoefficient: 1.5 },
    });
    expect([startToCloseTimeoutMs, scheduleToCloseTimeoutMs, retry.initialIntervalMs]).toEqual([2, 1, 1]);
    expect(retryDelay(retry, 2, new McpAgentError('failed'))).toBe(2);
    expect(retryDelay(retry, 1, new McpAgentError('failed', { nextRetryDelayMs: 0.5 }))).toBe(1);
  });

  it.each([
    [{ scheduleToCloseTimeout: 5 }, 'schedule-to-close', 'scheduleToCloseTimeout of 5 ms'],
    [
      { scheduleToCloseTimeout: 5, scheduleToStartTimeout: 9 },
      'schedule-to-close',
      'scheduleToCloseTimeout of 5 ms',
    ],
    [
      { scheduleToCloseTimeout: 9, scheduleToStartTimeout: 5 },
      'schedule-to-start',
      'scheduleToStartTimeout of 5 ms',
    ],
    [{}, 'schedule-to-close', 'scheduleToCloseTimeout'],
  ])('of %j are named where no worker came in time', (options, kind, limit) => {
    const error = activityTimedOut('charge', 'schedule-to-start', resolveActivityOptions(options));
    expect(error).toMatchObject({ kind, message: `Activity "charge" took longer than its ${limit}.` });
  });
});

it('logs an attempt that polls at level debug, and any other one as a warning', () => {
  const levels: string[] = [];
  const { retry } = resolveActivityOptions({});
  for (const error of [new NotReadyError('not yet'), new McpAgentError('failed')]) {
    logRetry(
      (level) => levels.push(level),
      { activity: 'poll', options: { retry } },
      { failed: 1, error, delayMs: 5 },
    );
  }
  expect(levels).toEqual(['debug', 'warn']);
});
