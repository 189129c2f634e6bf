import type { JsonObject, WorkflowDescription, WorkflowStatus } from '@mcp-agent/core';
import { toJson } from '@mcp-agent/core/engine';
import { fromJson } from '@mcp-agent/core/engine';
import type { WorkflowExecutionInfo } from '@temporalio/client';
import { fromTyped } from './search.ts';
import { INHERITED_MEMO, PAUSED_MEMO, PUBLISHED_MEMO } from '../internal-names.ts';

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

/** Converts Temporal's description of a run to the engine-independent one. */
export function describe(described: Omit<WorkflowExecutionInfo, 'raw'>): WorkflowDescription {
  const { workflowId, runId, type, startTime, closeTime, memo, parentExecution } = described;
  const status = STATUSES[described.status.name] ?? 'running';
  return {
    workflowId,
    runId,
    workflowName: type,
    status: status === 'running' && memo?.[PAUSED_MEMO] === true ? 'paused' : status,
    startedAt: startTime.getTime(),
    memo: ownMemo(memo),
    searchAttributes: fromTyped(described.typedSearchAttributes),
    ...(closeTime !== undefined && { closedAt: closeTime.getTime() }),
    ...(parentExecution?.workflowId &&
      parentExecution.runId && {
        parent: { workflowId: parentExecution.workflowId, runId: parentExecution.runId },
      }),
  };
}

/** Returns the caller's memo, without internal entries. */
function ownMemo(memo: Record<string, unknown> | undefined): JsonObject {
  const { [PAUSED_MEMO]: _, [PUBLISHED_MEMO]: __, [INHERITED_MEMO]: ___, ...own } = memo ?? {};
  return fromJson<JsonObject>(toJson(own, 'memo'));
}
