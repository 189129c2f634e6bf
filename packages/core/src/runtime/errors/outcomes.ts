import type { ResolvedActivityOptions } from '../activity/options.ts';
import { invalidArgument } from '../values/invalid-argument.ts';
import { boundText } from '../values/text.ts';
import { ActivityError } from './activity.ts';
import type { McpAgentError } from './error.ts';
import {
  CancelledError,
  ChildWorkflowError,
  MessageFailedError,
  TerminatedError,
  TimeoutError,
  type TimeoutKind,
  WorkflowAlreadyExistsError,
  WorkflowFailedError,
  WorkflowNotFoundError,
} from './workflow.ts';

// How runs, children and activities end badly: the same error in the same words on every engine.

interface Run {
  readonly workflowId: string;
  readonly runId?: string;
}

/** A workflow that threw. */
export function workflowFailed({ workflowId, runId }: Run, cause: McpAgentError): WorkflowFailedError {
  return new WorkflowFailedError(`Workflow "${workflowId}" failed: ${cause.message}`, {
    workflowId,
    ...(runId !== undefined && { runId }),
    cause,
  });
}

/** A workflow that was asked to cancel, and ended so. */
export function workflowCancelled({ workflowId }: Run): CancelledError {
  return new CancelledError(`Workflow "${workflowId}" was cancelled.`);
}

/** Why an engine terminates a child by itself. */
export const PARENT_CLOSED = 'its parent closed';
/** Why an engine terminates a workflow for the policy `terminate_existing`. */
export const ANOTHER_TOOK_ID = 'another workflow took its id';

const MAX_REASON_LENGTH = 4_000;

/**
 * A reason for a termination, as it may cross: well-formed and at most 4,000 characters.
 *
 * @throws {@link InvalidArgumentError} for a reason that is not a string
 */
export function terminationReason(reason: string | undefined): string | undefined {
  if (reason === undefined || reason === '') return undefined;
  if (typeof reason !== 'string') throw invalidArgument('reason', reason, 'a text, or leave it out');
  return boundText(reason, MAX_REASON_LENGTH);
}

/** A workflow that was ended from outside. */
export function workflowTerminated({ workflowId, runId }: Run, reason?: string): TerminatedError {
  return new TerminatedError(
    `Workflow "${workflowId}" was terminated${reason === undefined ? '.' : `: ${reason}`}`,
    { workflowId, ...(runId !== undefined && { runId }) },
  );
}

/** A workflow that took longer than it was given. */
export function workflowTimedOut({ workflowId }: Run, kind: 'run' | 'execution'): TimeoutError {
  return new TimeoutError(`Workflow "${workflowId}" took longer than its ${kind} timeout.`, { kind });
}

/** What part of a workflow is thrown that waits in a cancelled scope. */
export function scopeCancelled(message = 'The workflow was cancelled.'): CancelledError {
  return new CancelledError(message);
}

/** A workflow that a message from another one did not reach. */
export function workflowNotRunning(workflowId: string): WorkflowNotFoundError {
  return new WorkflowNotFoundError(
    `Workflow "${workflowId}" is not running. Check the id; it may have ended.`,
    { workflowId },
  );
}

/** An update that a run had accepted when it ended. */
export function updateUnanswered(workflowId: string, messageName: string): MessageFailedError {
  return new MessageFailedError(
    `Workflow "${workflowId}" ended before it answered the update "${messageName}".`,
    { messageName },
  );
}

/** A child whose id another workflow has that runs. */
export function childIdTaken(workflowId: string): WorkflowAlreadyExistsError {
  return new WorkflowAlreadyExistsError(
    `A workflow with the id "${workflowId}" is running. Give the child another id.`,
    { workflowId },
  );
}

/** A child, as its parent names it. */
export interface ChildIds extends Run {
  readonly workflowName: string;
}

/**
 * A child that did not complete.
 *
 * @param cause what it threw; for one that was ended otherwise, what a caller of it is thrown, without the reason of a
 * termination: not every engine tells it to a parent
 */
export function childFailed(child: ChildIds, cause: McpAgentError): ChildWorkflowError {
  const { workflowId, runId, workflowName } = child;
  const fields = { workflowId, workflowName, ...(runId !== undefined && { runId }), cause };
  return new ChildWorkflowError(`Child workflow "${workflowName}" failed: ${cause.message}`, fields);
}

/** A child that was cancelled with the part of its parent that waits for it. */
export function childCancelled(): CancelledError {
  return new CancelledError('The child workflow was cancelled with its parent.');
}

/** An activity that failed for good. */
export function activityFailed(
  { activity, activityId }: { readonly activity: string; readonly activityId: string },
  cause: McpAgentError,
): ActivityError {
  return new ActivityError(`Activity "${activity}" failed: ${cause.message}`, {
    activity,
    activityId,
    cause,
  });
}

/** An activity that its workflow no longer wants. */
export function activityCancelled(activity: string): CancelledError {
  return new CancelledError(`Activity "${activity}" was cancelled.`);
}

/** Which option of an activity ran out. */
export type ActivityTimeoutKind = Extract<
  TimeoutKind,
  'start-to-close' | 'schedule-to-close' | 'schedule-to-start' | 'heartbeat'
>;

/** The time limits of an activity. */
export type ActivityTimeouts = Pick<
  ResolvedActivityOptions,
  'startToCloseTimeoutMs' | 'scheduleToCloseTimeoutMs' | 'scheduleToStartTimeoutMs' | 'heartbeatTimeoutMs'
>;

/** An activity that took longer than it was given. */
export function activityTimedOut(
  activity: string,
  kind: ActivityTimeoutKind,
  options: ActivityTimeouts,
): TimeoutError {
  const limits = {
    'start-to-close': ['startToCloseTimeout', options.startToCloseTimeoutMs],
    'schedule-to-close': ['scheduleToCloseTimeout', options.scheduleToCloseTimeoutMs],
    'schedule-to-start': ['scheduleToStartTimeout', options.scheduleToStartTimeoutMs],
    heartbeat: ['heartbeatTimeout', options.heartbeatTimeoutMs],
  } as const;
  const ranOut = isOfAll(kind, options) ? 'schedule-to-close' : kind;
  const [option, ms] = limits[ranOut];
  const limit = ms === undefined ? '' : ` of ${ms} ms`;
  return new TimeoutError(`Activity "${activity}" took longer than its ${option}${limit}.`, { kind: ranOut });
}

/**
 * Whether the wait for a worker took all the time of the activity. Temporal's server reports it as a wait that was too
 * long, also where the activity has no limit of its own for that.
 */
function isOfAll(
  kind: ActivityTimeoutKind,
  { scheduleToCloseTimeoutMs = Infinity, scheduleToStartTimeoutMs = Infinity }: ActivityTimeouts,
): boolean {
  return kind === 'schedule-to-start' && scheduleToStartTimeoutMs >= scheduleToCloseTimeoutMs;
}
