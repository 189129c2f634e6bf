import type { HistoryStep } from '@mcp-agent/core';
import { errorToData } from '@mcp-agent/core/errors';
import type { WorkflowExecutionDescription } from '@temporalio/client';
import { tsToMs } from '@temporalio/common/lib/time.js';
import { errorOf, type History } from './history-values.ts';
import { nextRunId } from './run-chain.ts';
import { RunEvents } from './run-events.ts';

export type PendingActivities = NonNullable<WorkflowExecutionDescription['raw']['pendingActivities']>;

/** Whether a run's history names a run that continues it. */
export function isContinued({ events }: History): boolean {
  const last = events?.at(-1);
  return last !== undefined && last !== null && nextRunId(last) !== undefined;
}

/**
 * Returns the steps of a run as of its last event. No event shows the attempts of an activity before it ends; `pending`
 * supplies them.
 *
 * @param pending called only if an activity is running
 */
export async function readHistory(
  history: History,
  pending: () => Promise<PendingActivities>,
): Promise<HistoryStep[]> {
  const events = new RunEvents();
  const steps: HistoryStep[] = [];
  for (const event of history.events ?? []) {
    const read = events.read(event);
    if (read?.type === 'step') steps[read.index] = read.step;
  }
  const running = events.runningActivities();
  if (running.size > 0) readPending(await pending(), steps, running);
  return steps;
}

function readPending(
  pending: PendingActivities,
  steps: HistoryStep[],
  running: ReadonlyMap<string, number>,
): void {
  for (const { activityId, attempt, nextAttemptScheduleTime, lastFailure } of pending) {
    const index = running.get(activityId ?? '');
    const step = index === undefined ? undefined : steps[index];
    if (index === undefined || step === undefined) continue;
    const waits = nextAttemptScheduleTime && lastFailure;
    steps[index] = {
      ...step,
      // An activity that waits for its next attempt has made one attempt fewer.
      attempts: Math.max(1, (attempt ?? 1) - (waits ? 1 : 0)),
      ...(waits && {
        retry: { at: tsToMs(nextAttemptScheduleTime), error: errorToData(errorOf(lastFailure)) },
      }),
    };
  }
}
