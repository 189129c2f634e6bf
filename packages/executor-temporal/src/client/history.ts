import type { HistoryStep, StuckWorkflow } from '@mcp-agent/core';
import { errorToData } from '@mcp-agent/core/errors';
import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { tsToMs } from '@temporalio/common/lib/time.js';
import { isNotFound } from './errors.ts';
import { errorOf, type History } from './history-values.ts';
import { nextRunId } from './run-chain.ts';
import { RunEvents } from './run-events.ts';
import { firstTaskFailure, stuckOf, stuckRun } from './stuck.ts';

type PendingActivities = NonNullable<WorkflowExecutionDescription['raw']['pendingActivities']>;

/** Whether a run's history names a run that continues it. */
export function isContinued({ events }: History): boolean {
  const last = events?.at(-1);
  return last !== undefined && last !== null && nextRunId(last) !== undefined;
}

/** At most this many running children are looked up. */
const MAX_CHILDREN = 20;

/**
 * Returns the steps of a run as of its last event. No event shows the attempts of an activity before it ends, whether a
 * child makes progress, or how often a workflow task has failed: requests supply them, if there is such a step.
 *
 * @param describe describes the run
 */
export async function readHistory(
  client: Client,
  { events: recorded }: History,
  describe: () => Promise<WorkflowExecutionDescription>,
): Promise<HistoryStep[]> {
  const events = new RunEvents();
  const steps: HistoryStep[] = [];
  for (const event of recorded ?? []) {
    const read = events.read(event);
    if (read?.type === 'step') steps[read.index] = read.step;
  }
  const running = events.runningActivities();
  const isFailing = firstTaskFailure(recorded ?? []) !== undefined;
  const described = running.size > 0 || isFailing ? await describe() : undefined;
  if (described !== undefined) readPending(described.raw.pendingActivities ?? [], steps, running);
  await readChildren(client, steps);
  const stuck = isFailing && described !== undefined ? await stuckOf(client, described) : undefined;
  return stuck === undefined ? steps : [...steps, turnOf(stuck)];
}

/** Returns the step for a workflow's code that fails. */
function turnOf(stuck: StuckWorkflow): HistoryStep {
  const { since, attempts, error } = stuck;
  return { type: 'turn', name: '', status: 'running', startedAt: since, attempts, error, stuck };
}

/** Adds to running children that they make no progress. */
async function readChildren(client: Client, steps: HistoryStep[]): Promise<void> {
  const running = steps.flatMap(({ type, status, workflowId }, index) =>
    type === 'child' && status === 'running' && workflowId !== undefined ? [{ index, workflowId }] : [],
  );
  await Promise.all(
    running.slice(0, MAX_CHILDREN).map(async ({ index, workflowId }) => {
      const stuck = await stuckChild(client, workflowId);
      const step = steps[index];
      if (step !== undefined && stuck !== undefined) steps[index] = { ...step, stuck };
    }),
  );
}

async function stuckChild(client: Client, workflowId: string): Promise<StuckWorkflow | undefined> {
  try {
    return await stuckRun(client, { workflowId });
  } catch (error) {
    // The child has not started yet, or its history is deleted.
    if (isNotFound(error)) return undefined;
    throw error;
  }
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
