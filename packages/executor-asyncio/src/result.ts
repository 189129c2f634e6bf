import { type JsonValue, WorkflowFailedError } from '@mcp-agent/core';
import type { AsyncioRun, Outcome } from './run.ts';

/** The outcome of the last run that a run was continued as. */
export async function lastOutcome(
  first: AsyncioRun,
): Promise<Exclude<Outcome, { status: 'continued_as_new' }>> {
  let outcome = await first.closed;
  while (outcome.status === 'continued_as_new') outcome = await outcome.next.closed;
  return outcome;
}

/**
 * What the workflow gave.
 *
 * @throws {@link WorkflowFailedError}, or the error of a cancellation, termination or time-out
 */
export async function resultOf(run: AsyncioRun): Promise<JsonValue> {
  const outcome = await lastOutcome(run);
  if (outcome.status === 'completed') return outcome.output;
  if (outcome.status !== 'failed') throw outcome.error;
  const { workflowId, runId, workflowName } = run.info;
  throw new WorkflowFailedError(
    `Workflow "${workflowName}" (${workflowId}) failed: ${outcome.error.message}`,
    {
      workflowId,
      runId,
      cause: outcome.error,
    },
  );
}
