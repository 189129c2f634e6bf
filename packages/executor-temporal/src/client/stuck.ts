import type { StuckWorkflow } from '@mcp-agent/core';
import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { tsToMs } from '@temporalio/common/lib/time.js';
// A CommonJS module: Node.js supports only its default import.
import proto from '@temporalio/proto';
import { explainFailure } from './failed-task.ts';
import type { TemporalEvent } from './history-values.ts';

const { TimeoutType, WorkflowTaskFailedCause } = proto.temporal.api.enums.v1;

/**
 * A run counts as stuck from this attempt of its workflow task on, about 10 s after the first failure. One failure is
 * part of normal operation: a worker died, or the worker replays the run after an unhandled rejection.
 */
const STUCK_ATTEMPT = 3;

/** Returns why a run is stuck, if its workflow task fails again and again. Sends requests only in that case. */
export async function stuckOf(
  client: Client,
  { workflowId, runId, raw }: WorkflowExecutionDescription,
): Promise<StuckWorkflow | undefined> {
  const attempts = raw.pendingWorkflowTask?.attempt ?? 0;
  if (attempts < STUCK_ATTEMPT) return undefined;
  const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  // The server records the first failure in the history and only counts later ones.
  const failed = firstTaskFailure(events ?? []);
  if (failed === undefined) return undefined;
  const since = tsToMs(failed.eventTime);
  const { failure, cause } = failed.workflowTaskFailedEventAttributes ?? {};
  return {
    since,
    attempts,
    ...explainFailure(
      workflowId,
      {
        message: failure?.message ?? '',
        ...(failure?.stackTrace && { stack: failure.stackTrace }),
        ...(cause && { cause: WorkflowTaskFailedCause[cause] }),
        timedOut: Boolean(failed.workflowTaskTimedOutEventAttributes),
      },
      events ?? [],
    ),
  };
}

/** Describes a run, and returns why it is stuck, if it is. */
export async function stuckRun(
  client: Client,
  { workflowId, runId }: { readonly workflowId: string; readonly runId?: string },
): Promise<StuckWorkflow | undefined> {
  return stuckOf(client, await client.workflow.getHandle(workflowId, runId).describe());
}

/** Returns the first failure of the workflow task since the last one that completed. A reported one says more. */
export function firstTaskFailure(events: readonly TemporalEvent[]): TemporalEvent | undefined {
  const completed = events.findLastIndex((event) => event.workflowTaskCompletedEventAttributes);
  const open = events.slice(completed + 1);
  return open.find((event) => event.workflowTaskFailedEventAttributes) ?? open.find(isTaskFailure);
}

/** Whether an event is the failure of a workflow task that a worker had begun. */
export function isTaskFailure(event: TemporalEvent): boolean {
  const { timeoutType } = event.workflowTaskTimedOutEventAttributes ?? {};
  // The worker that has the run in its cache is gone: the task goes to the others.
  const isUnbegun = timeoutType === TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START;
  return Boolean(event.workflowTaskFailedEventAttributes) || (Boolean(timeoutType) && !isUnbegun);
}
