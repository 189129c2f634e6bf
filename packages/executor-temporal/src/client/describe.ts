import type { WorkflowDescription, WorkflowStatus } from '@mcp-agent/core';
import type { WorkflowExecutionDescription } from '@temporalio/client';
import { PAUSED_MEMO } from '../paused-memo.ts';

const STATUSES: Readonly<Record<string, WorkflowStatus>> = {
  RUNNING: 'running',
  PAUSED: 'paused',
  COMPLETED: 'completed',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
  TERMINATED: 'terminated',
  TIMED_OUT: 'timed_out',
  CONTINUED_AS_NEW: 'continued_as_new',
};

/** What Temporal says of a run, in every engine's words. */
export function describe(described: WorkflowExecutionDescription): WorkflowDescription {
  const { workflowId, runId, type, startTime, closeTime, memo, parentExecution } = described;
  const status = STATUSES[described.status.name] ?? 'running';
  return {
    workflowId,
    runId,
    workflowName: type,
    status: status === 'running' && memo?.[PAUSED_MEMO] === true ? 'paused' : status,
    startedAt: startTime.getTime(),
    ...(closeTime !== undefined && { closedAt: closeTime.getTime() }),
    ...(parentExecution?.workflowId &&
      parentExecution.runId && {
        parent: { workflowId: parentExecution.workflowId, runId: parentExecution.runId },
      }),
  };
}
