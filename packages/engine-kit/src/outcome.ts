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
  copyJson,
  workflowCancelled,
  workflowFailed,
  workflowTerminated,
} from '@mcp-agent/core/engine';

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
export function outcomeOf(ids: Ids, thrown: unknown, cancelled: boolean): Outcome {
  // It crosses a door: what it is on the other side is what it would be on any engine.
  const error = errorFromData(errorToData(thrown));
  return cancelled && CancelledError.isInstance(error)
    ? { status: 'cancelled', error: workflowCancelled(ids) }
    : { status: 'failed', error };
}

/** How a workflow ended that was ended from outside. */
export function terminated(ids: Ids, reason: string | undefined): Outcome {
  return { status: 'terminated', error: workflowTerminated(ids, reason) };
}

/**
 * What a caller is given.
 *
 * @throws {@link WorkflowFailedError}, or the error of a cancellation, termination or time-out
 */
export function resultOf(ids: Ids, outcome: Outcome): JsonValue {
  if (outcome.status === 'completed') return copyJson(outcome.output);
  throw outcome.status === 'failed' ? workflowFailed(ids, outcome.error) : outcome.error;
}

/** What a parent is thrown when its child was not started. */
export function childStartError(error: unknown, workflowId: string): unknown {
  return WorkflowAlreadyExistsError.isInstance(error) ? childIdTaken(workflowId) : error;
}

/**
 * What a parent is given of its child.
 *
 * @param cancelled whether the part of the parent that waits was cancelled: the child is then with it
 * @throws {@link ChildWorkflowError} or {@link CancelledError}
 */
export function childResult(ids: Ids, outcome: Outcome, cancelled: boolean): JsonValue {
  if (outcome.status === 'completed') return copyJson(outcome.output);
  if (outcome.status === 'cancelled' && cancelled) throw childCancelled();
  const { status, error } = outcome;
  // Without the reason, which Temporal does not hand on.
  const isTerminated = status === 'terminated' && TerminatedError.isInstance(error);
  throw childFailed(ids, isTerminated ? workflowTerminated(error) : error);
}
