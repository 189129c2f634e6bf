import { errorToData, type StuckWorkflow } from '@mcp-agent/core';
import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { defaultFailureConverter, defaultPayloadConverter } from '@temporalio/common';
import { tsToMs } from '@temporalio/common/lib/time.js';
import { fromFailure } from '../failure/from-failure.ts';

/** A task that fails twice may be one of a worker that just went away, or of a rejection that is about to fail the run. */
const ATTEMPTS_WHEN_STUCK = 3;

/** Why a run makes no progress, where its workflow task fails again and again; costs a request only then. */
export async function stuckOf(
  client: Client,
  { workflowId, runId, raw }: WorkflowExecutionDescription,
): Promise<StuckWorkflow | undefined> {
  const attempts = raw.pendingWorkflowTask?.attempt ?? 0;
  if (attempts < ATTEMPTS_WHEN_STUCK) return undefined;
  const { history } = await client.workflowService.getWorkflowExecutionHistoryReverse({
    namespace: client.options.namespace,
    execution: { workflowId, runId },
    maximumPageSize: 10,
  });
  // The server writes the first failure into the history; the ones after it only count.
  const failed = history?.events?.find(
    ({ workflowTaskFailedEventAttributes }) => workflowTaskFailedEventAttributes,
  );
  const failure = failed?.workflowTaskFailedEventAttributes?.failure;
  if (failed === undefined || !failure) return undefined;
  const error = fromFailure(defaultFailureConverter.failureToError(failure, defaultPayloadConverter));
  return { since: tsToMs(failed.eventTime), attempts, error: errorToData(error) };
}
