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

/** Why scopes were cancelled: Temporal's cancellation itself says nothing. */
const reasons = new WeakMap<temporal.CancellationScope, string>();

/** Cancels a scope for a reason that those who wait in it are told. */
export function cancelScope(scope: temporal.CancellationScope, reason: string | undefined): void {
  if (reason !== undefined) reasons.set(scope, reason);
  scope.cancel();
}

/** What is thrown to code that waits in the current scope, which is cancelled. */
function cancelled(): CancelledError {
  let scope: temporal.CancellationScope | undefined = temporal.CancellationScope.current();
  while (scope !== undefined && !reasons.has(scope)) scope = scope.parent;
  return scopeCancelled(scope && reasons.get(scope));
}

/** @throws {@link CancelledError} where the scope is cancelled: nothing new begins there */
export function throwIfCancelled(): void {
  if (temporal.CancellationScope.current().consideredCancelled) throw cancelled();
}

/** What a wait of Temporal's threw, in our words. */
export function waitError(failure: unknown): McpAgentError {
  return failure instanceof temporal.CancelledFailure ? cancelled() : fromFailure(failure);
}

/** What Temporal's SDK calls a workflow that is not there, or has ended. */
const NOT_RUNNING = 'ExternalWorkflowExecutionNotFound';

/** Whether a message found no workflow. */
export function isNotRunning(failure: unknown): boolean {
  return failure instanceof temporal.ApplicationFailure && failure.type === NOT_RUNNING;
}

/** What a message to a workflow threw. */
export function messageError(failure: unknown, workflowId: string): McpAgentError {
  if (!isNotRunning(failure)) return waitError(failure);
  return workflowNotRunning(workflowId);
}

/** What an activity threw. */
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
 * What a child threw.
 *
 * @param abandoned whether a cancellation of the parent leaves it alone
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
  // Temporal tells a parent neither the reason of a termination nor which limit ran out.
  if (cause instanceof temporal.TerminatedFailure) return childFailed(child, workflowTerminated(child));
  if (cause instanceof temporal.TimeoutFailure)
    return childFailed(child, workflowTimedOut(child, 'execution'));
  return childFailed(child, fromFailure(cause));
}
