import type { Duration } from '@mcp-agent/core';
import { WorkflowFailedError } from '@mcp-agent/core/errors';
import { errorOf } from '@mcp-agent/testing/support';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import type { EngineRequirementId } from '../requirements/index.ts';
import {
  atTheDoor,
  leaveSleep,
  limited,
  limitedFailure,
  mapper,
  openDoor,
  sleeper,
  sleepers,
  twoBranches,
} from '../workflows/timers.ts';

export const timers: Cases<EngineRequirementId> = new Cases();
const { verifies } = timers;

/** Timers of an engine may fire slightly early by the workflow's clock. */
const EARLY_MS = 2;

verifies('timer.sleep', async ({ executor }) => {
  expect(await executor.executeWorkflow(sleeper, 400)).toBeGreaterThanOrEqual(400 - EARLY_MS);
});

verifies('timer.durations', async ({ executor }) => {
  for (const duration of [20, '20ms', '0.02 seconds', { milliseconds: 20 }]) {
    expect(await executor.executeWorkflow(sleeper, duration)).toBeGreaterThanOrEqual(20 - EARLY_MS);
  }
  const unreadable: Duration[] = ['soon', -1, '', {}, JSON.parse('{ "fortnights": 1 }')];
  for (const duration of unreadable) {
    const error = await errorOf(executor.executeWorkflow(sleeper, duration));
    expect(WorkflowFailedError.isInstance(error) && error.cause).toMatchObject({ code: 'INVALID_ARGUMENT' });
  }
});

verifies('timer.parallel', async ({ executor }) => {
  const handle = await executor.startWorkflow(sleepers, { count: 20, ms: 200 });
  expect(await handle.result()).toBeGreaterThanOrEqual(200 - EARLY_MS);
  const steps = await handle.history();
  const firstEnd = Math.min(...steps.map(({ endedAt = Infinity }) => endedAt));
  expect(steps.filter(({ startedAt }) => startedAt <= firstEnd)).toHaveLength(20);
});

verifies('timer.left-behind', async ({ executor, file, marks }) => {
  const marked = file();
  expect(await executor.executeWorkflow(leaveSleep, { file: marked })).toBe('left');
  // Longer than the pending sleep.
  await executor.executeWorkflow(sleeper, 600);
  expect(await marks(marked)).toEqual([]);
});

verifies('timer.timeout-value', async ({ executor }) => {
  const { value, took } = await executor.executeWorkflow(limited, { ms: 3_600_000, takes: 10 });
  expect(value).toBe('in time');
  expect(took).toBeLessThan(3_600_000);
});

verifies('timer.timeout-error', async ({ executor }) => {
  const { error, took } = await executor.executeWorkflow(limited, { ms: 30, takes: 3_600_000 });
  expect(error).toMatchObject({
    code: 'TIMED_OUT',
    fields: { kind: 'scope' },
    cause: { code: 'CANCELLED', message: 'The operation did not finish within its timeout of 30 ms.' },
  });
  expect(took).toBeLessThan(3_600_000);
});

verifies('timer.timeout-failure', async ({ executor }) => {
  expect(await executor.executeWorkflow(limitedFailure)).toMatchObject({
    code: 'APPLICATION',
    message: 'its own',
    fields: { type: 'RangeError' },
  });
});

verifies('timer.condition', async ({ executor }) => {
  const handle = await executor.startWorkflow(atTheDoor, { timeout: null });
  // Long enough for the predicate to have returned false.
  await executor.executeWorkflow(sleeper, 50);
  await handle.signal(openDoor);
  expect(await handle.result()).toBe('open');
});

verifies('timer.condition-branch', async ({ executor }) => {
  expect(await executor.executeWorkflow(twoBranches)).toEqual(['made', 'seen']);
});

verifies('timer.condition-timeout', async ({ executor }) => {
  expect(await executor.executeWorkflow(atTheDoor, { timeout: 30 })).toBe('TIMED_OUT');
});

verifies('timer.map', async ({ executor }) => {
  const items = [5, 4, 3, 2, 1];
  const done = await executor.executeWorkflow(mapper, { items, concurrency: 2 });
  expect(done).toEqual({ results: [10, 8, 6, 4, 2], max: 2, begun: 5, failure: null });
  const failed = await executor.executeWorkflow(mapper, { items: [1, -1, 3, 4, 5, 6], concurrency: 2 });
  expect(failed.failure).toBe('item -1');
  expect(failed.begun).toBeLessThan(6);
});
