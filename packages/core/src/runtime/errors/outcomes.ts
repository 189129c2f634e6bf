import type { ResolvedActivityOptions } from '../activity/options.ts';
import { invalidArgument } from '../values/invalid-argument.ts';
import { boundText } from '../values/text.ts';
import { ActivityError } from './activity.ts';
import type { StuckWorkflow } from '../executor/history.ts';
import { errorFromData } from './data.ts';
import type { McpAgentError } from './error.ts';
import { asCause } from './stack.ts';
import {
  CancelledError,
  ChildWorkflowError,
  MessageFailedError,
  NonDeterminismError,
  TerminatedError,
  TimeoutError,
  type TimeoutKind,
  WorkflowAlreadyExistsError,
  WorkflowFailedError,
  WorkflowNotFoundError,
  WorkflowStuckError,
} from './workflow.ts';

// Errors of failed outcomes, with the same message on every engine.

interface Run {
  readonly workflowId: string;
  readonly runId?: string;
}

/** The error of a workflow that threw. */
export function workflowFailed({ workflowId, runId }: Run, cause: McpAgentError): WorkflowFailedError {
  return new WorkflowFailedError(`Workflow "${workflowId}" failed: ${cause.message}`, {
    workflowId,
    ...(runId !== undefined && { runId }),
    cause: asCause(cause),
  });
}

/** What a journal and the code of a workflow disagree about. */
export interface Difference {
  /** The number of the step in the run, from 1. */
  readonly step?: number;
  readonly recorded?: string;
  readonly asked?: string;
}

/** The error of a run whose code differs from its recorded steps. */
export function nonDeterminism(
  workflowId: string,
  { step, recorded, asked }: Difference,
  cause?: unknown,
): NonDeterminismError {
  const which = step === undefined ? 'a step of it' : `its step ${step}`;
  const differs =
    recorded === undefined
      ? 'its code differs from its recorded steps'
      : `${which} was ${recorded}, but its code now starts ${asked ?? 'another step'}`;
  return new NonDeterminismError(
    `Workflow "${workflowId}" cannot continue: ${differs}. ` +
      "Restore the code, or keep the old path for existing runs with ctx.patched('some-change').",
    {
      workflowId,
      ...(step !== undefined && { step }),
      ...(recorded !== undefined && { recorded }),
      ...(asked !== undefined && { asked }),
      ...(cause !== undefined && { cause }),
    },
  );
}

/** The error for callers that wait for a run which makes no progress. */
export function workflowStuck({ workflowId, runId }: Run, stuck: StuckWorkflow): WorkflowStuckError {
  const { reason, since, attempts } = stuck;
  const cause = errorFromData(stuck.error);
  return new WorkflowStuckError(
    `${cause.message} It has failed since ${new Date(since).toISOString()}, ${attempts} attempts so far. ` +
      'The run is kept, and continues once this is mended.',
    { workflowId, ...(runId !== undefined && { runId }), reason, since, attempts, cause: asCause(cause) },
  );
}

/** The error of a workflow that was cancelled. */
export function workflowCancelled({ workflowId }: Run): CancelledError {
  return new CancelledError(`Workflow "${workflowId}" was cancelled.`);
}

/** Reason for the termination of a child by its parent's close. */
export const PARENT_CLOSED = 'its parent closed';
/** Reason for a termination by `terminate_existing`. */
export const ANOTHER_TOOK_ID = 'another workflow took its id';

const MAX_REASON_LENGTH = 4_000;

/**
 * Validates a termination reason: well-formed and truncated to 4,000 characters.
 *
 * @throws {@link InvalidArgumentError} for a reason that is not a string
 */
export function terminationReason(reason: string | undefined): string | undefined {
  if (reason === undefined || reason === '') return undefined;
  if (typeof reason !== 'string') throw invalidArgument('reason', reason, 'a string, or omit it');
  return boundText(reason, MAX_REASON_LENGTH);
}

/** The error of a terminated workflow. */
export function workflowTerminated({ workflowId, runId }: Run, reason?: string): TerminatedError {
  return new TerminatedError(
    `Workflow "${workflowId}" was terminated${reason === undefined ? '.' : `: ${reason}`}`,
    { workflowId, ...(runId !== undefined && { runId }) },
  );
}

/** The error of a workflow that exceeded its timeout. */
export function workflowTimedOut({ workflowId }: Run, kind: 'run' | 'execution'): TimeoutError {
  return new TimeoutError(
    `Workflow "${workflowId}" took longer than its ${kind} timeout. If it needs longer, raise ${kind}Timeout.`,
    { kind },
  );
}

/** Returns the error thrown to code that waits in a cancelled scope. */
export function scopeCancelled(message = 'The workflow was cancelled.'): CancelledError {
  return new CancelledError(message);
}

/** The error for a message to a workflow that is not running. */
export function workflowNotRunning(workflowId: string): WorkflowNotFoundError {
  return new WorkflowNotFoundError(
    `Workflow "${workflowId}" is not running. Check the id; it may have ended.`,
    { workflowId },
  );
}

/** The error of an update that was accepted but not completed when its run ended. */
export function updateUnanswered(workflowId: string, messageName: string): MessageFailedError {
  return new MessageFailedError(
    `Workflow "${workflowId}" ended before it answered the update "${messageName}".`,
    { messageName },
  );
}

/** The error of a start whose policies do not allow the id of a workflow that exists. */
export function workflowIdTaken(workflowId: string): WorkflowAlreadyExistsError {
  return new WorkflowAlreadyExistsError(
    `A workflow with the id "${workflowId}" exists. Use another id, or another idConflictPolicy if it runs, idReusePolicy if it has ended.`,
    { workflowId },
  );
}

/** Returns the error of a query or an update whose handler threw. */
export function handlerFailed(
  kind: 'query' | 'update',
  messageName: string,
  cause: McpAgentError,
): MessageFailedError {
  return new MessageFailedError(`The ${kind} "${messageName}" failed in the workflow: ${cause.message}`, {
    messageName,
    cause: asCause(cause),
  });
}

/** The error of a child whose id belongs to a running workflow. */
export function childIdTaken(workflowId: string): WorkflowAlreadyExistsError {
  return new WorkflowAlreadyExistsError(
    `A workflow with the id "${workflowId}" is running. Give the child another id.`,
    { workflowId },
  );
}

/** Identifies a child workflow to its parent. */
export interface ChildIds extends Run {
  readonly workflowName: string;
}

/**
 * The error of a child that did not complete.
 *
 * @param cause the error that the child threw; if it ended otherwise, the error that a caller of it receives, without
 * the termination reason, because not every engine reports that to a parent
 */
export function childFailed(child: ChildIds, cause: McpAgentError): ChildWorkflowError {
  const { workflowId, runId, workflowName } = child;
  return new ChildWorkflowError(`Child workflow "${workflowName}" failed: ${cause.message}`, {
    workflowId,
    workflowName,
    ...(runId !== undefined && { runId }),
    cause: asCause(cause),
  });
}

/** The error of a child that was cancelled with the scope of its parent. */
export function childCancelled(): CancelledError {
  return new CancelledError('The child workflow was cancelled with its parent.');
}

/** The error of an activity that failed permanently. */
export function activityFailed(
  { activity, activityId }: { readonly activity: string; readonly activityId: string },
  cause: McpAgentError,
): ActivityError {
  return new ActivityError(`Activity "${activity}" failed: ${cause.message}`, {
    activity,
    activityId,
    cause: asCause(cause),
  });
}

/** The error of an activity that its workflow cancelled. */
export function activityCancelled(activity: string): CancelledError {
  return new CancelledError(`Activity "${activity}" was cancelled.`);
}

/** The activity timeout that expired. */
export type ActivityTimeoutKind = Extract<
  TimeoutKind,
  'start-to-close' | 'schedule-to-close' | 'schedule-to-start' | 'heartbeat'
>;

/** The timeouts of an activity. */
export type ActivityTimeouts = Pick<
  ResolvedActivityOptions,
  'startToCloseTimeoutMs' | 'scheduleToCloseTimeoutMs' | 'scheduleToStartTimeoutMs' | 'heartbeatTimeoutMs'
>;

/** The error of an activity that exceeded a timeout. */
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

/** Whether the wait for a worker used up schedule-to-close, which Temporal's server reports as schedule-to-start. */
function isOfAll(
  kind: ActivityTimeoutKind,
  { scheduleToCloseTimeoutMs = Infinity, scheduleToStartTimeoutMs = Infinity }: ActivityTimeouts,
): boolean {
  return kind === 'schedule-to-start' && scheduleToStartTimeoutMs >= scheduleToCloseTimeoutMs;
}
