import type { CancelledError, McpAgentError } from '@mcp-agent/core/errors';
import {
  activityFailed,
  type ActivityRequest,
  activityTimedOut,
  childCancelled,
  childFailed,
  type ChildIds,
  scopeCancelled,
  workflowCancelled,
  workflowNotRunning,
  workflowTerminated,
  workflowTimedOut,
} from '@mcp-agent/core/engine';
import * as temporal from '@temporalio/workflow';
import { activityTimeoutKind, fromFailure } from '../failure/from-failure.ts';

/** Cancellation reasons by scope: Temporal's cancellation carries none. */
const reasons = new WeakMap<temporal.CancellationScope, string>();

/** Cancels a scope. Pending waits in it receive the reason. */
export function cancelScope(scope: temporal.CancellationScope, reason: string | undefined): void {
  if (reason !== undefined) reasons.set(scope, reason);
  scope.cancel();
}

/** Returns the error for code in the current, cancelled scope. */
function cancelled(): CancelledError {
  let scope: temporal.CancellationScope | undefined = temporal.CancellationScope.current();
  while (scope !== undefined && !reasons.has(scope)) scope = scope.parent;
  return scopeCancelled(scope && reasons.get(scope));
}

/** @throws {@link CancelledError} when the current scope is cancelled: no new operation may start */
export function throwIfCancelled(): void {
  if (temporal.CancellationScope.current().consideredCancelled) throw cancelled();
}

/** Converts the error of a Temporal wait. */
export function waitError(failure: unknown): McpAgentError {
  return failure instanceof temporal.CancelledFailure ? cancelled() : fromFailure(failure);
}

/** The SDK's failure type for a workflow that does not exist or has ended. */
const NOT_RUNNING = 'ExternalWorkflowExecutionNotFound';

/** Whether a message failed because its workflow is not running. */
export function isNotRunning(failure: unknown): boolean {
  return failure instanceof temporal.ApplicationFailure && failure.type === NOT_RUNNING;
}

/** Converts the error of a message to a workflow. */
export function messageError(failure: unknown, workflowId: string): McpAgentError {
  if (!isNotRunning(failure)) return waitError(failure);
  return workflowNotRunning(workflowId);
}

/** Converts the error of an activity. */
export function activityError(failure: unknown, { activity, options }: ActivityRequest): McpAgentError {
  if (!(failure instanceof temporal.ActivityFailure)) return waitError(failure);
  const { cause, activityType, activityId = '' } = failure;
  if (cause instanceof temporal.CancelledFailure) return cancelled();
  const kind = activityTimeoutKind(cause);
  return activityFailed(
    { activity: activityType, activityId },
    kind === undefined ? fromFailure(cause) : activityTimedOut(activity, kind, options),
  );
}

/**
 * Converts the error of a child workflow.
 *
 * @param abandoned whether the child has the policy `abandon`
 */
export function childError(failure: unknown, child: ChildIds, abandoned: boolean): McpAgentError {
  if (!(failure instanceof temporal.ChildWorkflowFailure)) return waitError(failure);
  const { cause } = failure;
  if (cause instanceof temporal.CancelledFailure) {
    if (!temporal.CancellationScope.current().consideredCancelled) {
      return childFailed(child, workflowCancelled(child));
    }
    return abandoned ? cancelled() : childCancelled();
  }
  // Temporal reports to a parent neither the reason of a termination nor which limit ran out.
  if (cause instanceof temporal.TerminatedFailure) return childFailed(child, workflowTerminated(child));
  if (cause instanceof temporal.TimeoutFailure)
    return childFailed(child, workflowTimedOut(child, 'execution'));
  return childFailed(child, fromFailure(cause));
}
