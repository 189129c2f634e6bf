import type { JsonValue, WorkflowInfo } from '@mcp-agent/core';
import {
  CancelledError,
  errorFromData,
  errorToData,
  type McpAgentError,
  TerminatedError,
  WorkflowAlreadyExistsError,
} from '@mcp-agent/core/errors';
import {
  childCancelled,
  childFailed,
  childIdTaken,
  copyError,
  copyJson,
  workflowCancelled,
  workflowFailed,
  workflowTerminated,
} from '@mcp-agent/core/engine';

/** The outcome of a workflow. */
export type Outcome =
  | { readonly status: 'completed'; readonly output: JsonValue }
  | {
      readonly status: 'failed' | 'cancelled' | 'terminated' | 'timed_out';
      readonly error: McpAgentError;
    };

type Ids = Pick<WorkflowInfo, 'workflowId' | 'runId' | 'workflowName'>;

/**
 * Returns the outcome of a workflow that threw.
 *
 * @param cancelled whether cancellation was requested; otherwise a `CancelledError` counts as a failure
 */
export function outcomeOf(ids: Ids, thrown: unknown, cancelled: boolean): Outcome {
  // Serialize and restore the error, so that every engine reports the same one.
  const error = errorFromData(errorToData(thrown));
  return cancelled && CancelledError.isInstance(error)
    ? { status: 'cancelled', error: workflowCancelled(ids) }
    : { status: 'failed', error };
}

/** Returns the outcome of a terminated workflow. */
export function terminated(ids: Ids, reason: string | undefined): Outcome {
  return { status: 'terminated', error: workflowTerminated(ids, reason) };
}

/**
 * Returns the workflow's output to its caller.
 *
 * @throws {@link WorkflowFailedError}, or the error of a cancellation, termination or timeout
 */
export function resultOf(ids: Ids, outcome: Outcome): JsonValue {
  if (outcome.status === 'completed') return copyJson(outcome.output);
  const error = copyError(outcome.error);
  throw outcome.status === 'failed' ? workflowFailed(ids, error) : error;
}

/** Returns the error that a parent receives if its child does not start. */
export function childStartError(error: unknown, workflowId: string): unknown {
  return WorkflowAlreadyExistsError.isInstance(error) ? childIdTaken(workflowId) : error;
}

/**
 * Returns a child's output to its parent.
 *
 * @param cancelled whether the parent's scope that awaits the child was cancelled; the child is then cancelled with
 * it
 * @throws {@link ChildWorkflowError} or {@link CancelledError}
 */
export function childResult(ids: Ids, outcome: Outcome, cancelled: boolean): JsonValue {
  if (outcome.status === 'completed') return copyJson(outcome.output);
  if (outcome.status === 'cancelled' && cancelled) throw childCancelled();
  const { status, error } = outcome;
  // Omit the reason: Temporal does not pass it on.
  const isTerminated = status === 'terminated' && TerminatedError.isInstance(error);
  throw childFailed(ids, isTerminated ? workflowTerminated(error) : copyError(error));
}
