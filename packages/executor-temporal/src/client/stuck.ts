import type { StuckWorkflow } from '@mcp-agent/core';
import { errorToData } from '@mcp-agent/core/errors';
import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { tsToMs } from '@temporalio/common/lib/time.js';
import { decodeFailure } from '../failure/decode-failure.ts';
import { fromFailure } from '../failure/from-failure.ts';

/** Returns why a run is stuck if its workflow task fails repeatedly. Sends an extra request only in that case. */
export async function stuckOf(
  client: Client,
  { workflowId, runId, raw }: WorkflowExecutionDescription,
): Promise<StuckWorkflow | undefined> {
  const attempts = raw.pendingWorkflowTask?.attempt ?? 0;
  if (attempts <= 1) return undefined;
  const { history } = await client.workflowService.getWorkflowExecutionHistoryReverse({
    namespace: client.options.namespace,
    execution: { workflowId, runId },
    maximumPageSize: 10,
  });
  // The server records the first failure in the history and only counts later ones.
  const events = history?.events ?? [];
  const completed = events.findIndex((event) => event.workflowTaskCompletedEventAttributes);
  const since = completed === -1 ? events : events.slice(0, completed);
  const failed = since.find((event) => event.workflowTaskFailedEventAttributes);
  const failure = failed?.workflowTaskFailedEventAttributes?.failure;
  if (failed === undefined || !failure) return undefined;
  const error = errorToData(fromFailure(decodeFailure(failure)));
  return { since: tsToMs(failed.eventTime), attempts, error };
}
