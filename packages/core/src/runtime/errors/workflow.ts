import { type ErrorContext, McpAgentError } from './error.ts';

interface RunFields {
  readonly workflowId: string;
  readonly runId?: string;
}

/** A workflow failed. `cause` is the error as the workflow threw it. */
export class WorkflowFailedError extends McpAgentError<RunFields> {
  static override readonly code = 'WORKFLOW_FAILED';
  declare readonly workflowId: string;
  /** The run that failed: the last one of a workflow that continued as new. */
  declare readonly runId?: string;
}

/** A workflow, a scope or an activity was cancelled on request. This is not a failure. */
export class CancelledError extends McpAgentError {
  static override readonly code = 'CANCELLED';

  constructor(message = 'Cancelled by request.', fields: ErrorContext = {}) {
    super(message, { nonRetryable: true, ...fields });
  }
}

/** A workflow was terminated from outside. Its `finally` blocks did not run. */
export class TerminatedError extends McpAgentError<RunFields> {
  static override readonly code = 'TERMINATED';
  declare readonly workflowId: string;
  declare readonly runId?: string;
}

/** The timeout that expired. */
export type TimeoutKind =
  /** One attempt of an activity. */
  | 'start-to-close'
  /** All attempts of an activity together. */
  | 'schedule-to-close'
  /** The wait of an activity for a worker. */
  | 'schedule-to-start'
  /** The interval between heartbeats of an activity: its worker died or hangs. */
  | 'heartbeat'
  /** One run of a workflow. */
  | 'run'
  /** All runs of a workflow together. */
  | 'execution'
  /** `ctx.withTimeout`, `ctx.waitForSignal` and `ctx.condition`. */
  | 'scope';

/** An operation exceeded its timeout. */
export class TimeoutError extends McpAgentError<{ kind: TimeoutKind }> {
  static override readonly code = 'TIMED_OUT';
  declare readonly kind: TimeoutKind;
}

/** A child workflow did not complete. `cause` is its own error, a cancellation or a timeout. */
export class ChildWorkflowError extends McpAgentError<RunFields & { workflowName: string }> {
  static override readonly code = 'CHILD_WORKFLOW_FAILED';
  declare readonly workflowId: string;
  declare readonly workflowName: string;
}

/**
 * The code of a workflow no longer takes the recorded steps of a run, so that the run cannot continue. It is kept as it
 * is, for the code that it started with.
 */
export class NonDeterminismError extends McpAgentError<{
  workflowId: string;
  step?: number;
  recorded?: string;
  asked?: string;
}> {
  static override readonly code = 'NON_DETERMINISM';
  static override readonly nonRetryable = true;
  declare readonly workflowId: string;
  /** The number of the recorded step in the run, from 1. Absent if the engine does not report it. */
  declare readonly step?: number;
  /** The recorded step, such as `activity "charge"`. */
  declare readonly recorded?: string;
  /** The step that the code takes now. */
  declare readonly asked?: string;
}

/** Why an engine cannot run the code of a workflow. */
export type StuckReason =
  /** The code differs from the recorded steps of the run. */
  | 'non_determinism'
  /** The workflow file throws when it is loaded. */
  | 'not_loaded'
  /** The code does not let go of its thread: an endless loop, or a long computation. */
  | 'blocked'
  /** What the code sends in one turn is larger than the engine accepts. */
  | 'too_large'
  /** No worker completed the turn in time: workers die, or are overloaded. */
  | 'timed_out'
  /** Another failure, which the message contains. */
  | 'failed';

/**
 * A run makes no progress, because the engine fails to run its code again and again. The run is kept, and continues
 * once the fault is mended: `getHandle(error.workflowId).result()` waits for it again. `cause` says what is wrong.
 */
export class WorkflowStuckError extends McpAgentError<
  RunFields & { reason: StuckReason; since: number; attempts: number }
> {
  static override readonly code = 'WORKFLOW_STUCK';
  declare readonly workflowId: string;
  declare readonly runId?: string;
  declare readonly reason: StuckReason;
  /** Time of the first failure, in milliseconds since 1970. */
  declare readonly since: number;
  /** Number of attempts so far. */
  declare readonly attempts: number;
}

/** The workflow id is in use, and the id policy does not allow reuse. */
export class WorkflowAlreadyExistsError extends McpAgentError<RunFields> {
  static override readonly code = 'WORKFLOW_ALREADY_EXISTS';
  declare readonly workflowId: string;
}

/** The engine has no workflow with this id. */
export class WorkflowNotFoundError extends McpAgentError<RunFields> {
  static override readonly code = 'WORKFLOW_NOT_FOUND';
  declare readonly workflowId: string;
}

/** The engine or the worker has no workflow with this name. */
export class UnknownWorkflowError extends McpAgentError<{ workflowName: string; known: string[] }> {
  static override readonly code = 'UNKNOWN_WORKFLOW';
  static override readonly nonRetryable = true;
  declare readonly workflowName: string;
  /** The registered names. */
  declare readonly known: string[];
}

/** A query or an update has no handler, or its handler failed. */
export class MessageFailedError extends McpAgentError<{ messageName: string }> {
  static override readonly code = 'MESSAGE_FAILED';
  static override readonly nonRetryable = true;
  /** Name of the query or update. */
  declare readonly messageName: string;
}

/** The workflow's validator rejected an update. `cause` is what the validator threw. The workflow is unchanged. */
export class UpdateRejectedError extends McpAgentError<{ messageName: string }> {
  static override readonly code = 'UPDATE_REJECTED';
  static override readonly nonRetryable = true;
  declare readonly messageName: string;
}

/** An operation that requires a running workflow was used outside one. */
export class NoWorkflowError extends McpAgentError {
  static override readonly code = 'NO_WORKFLOW';
}

/** Two workflows or two activities of a worker have the same name. */
export class DuplicateNameError extends McpAgentError<{ definitionName: string }> {
  static override readonly code = 'DUPLICATE_NAME';
  declare readonly definitionName: string;
}
