import {
  CancelledError,
  ChildWorkflowError,
  errorFromData,
  errorToData,
  isCancellation,
  type JsonValue,
  type McpAgentError,
  TerminatedError,
  WorkflowFailedError,
  type WorkflowInfo,
} from '@mcp-agent/core';

/** How a workflow ended. */
export type Outcome =
  | { readonly status: 'completed'; readonly output: JsonValue }
  | {
      readonly status: 'failed' | 'cancelled' | 'terminated' | 'timed_out';
      readonly error: McpAgentError;
    };

type Ids = Pick<WorkflowInfo, 'workflowId' | 'runId' | 'workflowName'>;

/**
 * How a workflow ended that threw.
 *
 * @param cancelled whether it had been asked to cancel: only then is its cancellation one
 */
export function outcomeOf(thrown: unknown, cancelled: boolean): Outcome {
  // It crosses a door: what it is on the other side is what it would be on any engine.
  const error = errorFromData(errorToData(thrown));
  return { status: cancelled && isCancellation(error) ? 'cancelled' : 'failed', error };
}

/** How a workflow ended that was ended from outside. */
export function terminated({ workflowId, runId }: Ids, reason: string | undefined): Outcome {
  const message = `Workflow "${workflowId}" was terminated${reason === undefined ? '.' : `: ${reason}`}`;
  return { status: 'terminated', error: new TerminatedError(message, { workflowId, runId }) };
}

/**
 * What a caller is given.
 *
 * @throws {@link WorkflowFailedError}, or the error of a cancellation, termination or time-out
 */
export function resultOf(info: Ids, outcome: Outcome): JsonValue {
  if (outcome.status === 'completed') return outcome.output;
  if (outcome.status !== 'failed') throw outcome.error;
  const { workflowId, runId } = info;
  throw new WorkflowFailedError(`Workflow "${workflowId}" failed: ${outcome.error.message}`, {
    workflowId,
    runId,
    cause: outcome.error,
  });
}

/**
 * What a parent is given of its child.
 *
 * @param cancelled whether the part of the parent that waits was cancelled: the child is then with it
 * @throws {@link ChildWorkflowError} or {@link CancelledError}
 */
export function childResult(info: Ids, outcome: Outcome, cancelled: boolean): JsonValue {
  if (outcome.status === 'completed') return outcome.output;
  if (outcome.status === 'cancelled' && cancelled) {
    throw new CancelledError('The child workflow was cancelled with its parent.', { cause: outcome.error });
  }
  const { workflowId, runId, workflowName } = info;
  throw new ChildWorkflowError(
    `Child workflow "${workflowName}" ${outcome.status}: ${outcome.error.message}`,
    { workflowId, runId, workflowName, cause: outcome.error },
  );
}
