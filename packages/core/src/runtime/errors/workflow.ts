import { type ErrorContext, McpAgentError } from './error.ts';

interface RunFields extends ErrorContext {
  readonly workflowId: string;
  readonly runId?: string;
}

/** A workflow that ended with an error. `cause` is the error as the workflow threw it. */
export class WorkflowFailedError extends McpAgentError {
  static override readonly code = 'WORKFLOW_FAILED';
  declare readonly workflowId: string;
  declare readonly runId?: string;

  constructor(message: string, fields: RunFields) {
    super(message, fields);
  }
}

/** A workflow, a scope or an activity that was cancelled. It is not a failure: someone asked for it. */
export class CancelledError extends McpAgentError {
  static override readonly code = 'CANCELLED';

  constructor(message = 'Cancelled by request.', fields: ErrorContext = {}) {
    super(message, { nonRetryable: true, ...fields });
  }
}

/** A workflow that was ended from outside without being asked: no `finally` of it ran. */
export class TerminatedError extends McpAgentError {
  static override readonly code = 'TERMINATED';
  declare readonly workflowId: string;
  declare readonly runId?: string;

  constructor(message: string, fields: RunFields) {
    super(message, fields);
  }
}

/** What ran out of time. */
export type TimeoutKind =
  /** one attempt of an activity */
  | 'start-to-close'
  /** an activity, all attempts together */
  | 'schedule-to-close'
  /** an activity that waited too long for a worker */
  | 'schedule-to-start'
  /** an activity that gave no sign of life: its worker died or hangs */
  | 'heartbeat'
  /** one run of a workflow */
  | 'run'
  /** a workflow, all its runs together */
  | 'execution'
  /** `ctx.withTimeout`, `ctx.waitForSignal` and `ctx.condition` */
  | 'scope';

/** Something took longer than it was given. */
export class TimeoutError extends McpAgentError {
  static override readonly code = 'TIMED_OUT';
  declare readonly kind: TimeoutKind;

  constructor(message: string, fields: ErrorContext & { kind: TimeoutKind }) {
    super(message, fields);
  }
}

/** A child workflow that did not complete. `cause` says why: its own error, a cancellation, a time-out. */
export class ChildWorkflowError extends McpAgentError {
  static override readonly code = 'CHILD_WORKFLOW_FAILED';
  declare readonly workflowId: string;
  declare readonly workflowName: string;

  constructor(message: string, fields: RunFields & { workflowName: string }) {
    super(message, fields);
  }
}

/** The workflow id is taken, and the policy is not to take it again. */
export class WorkflowAlreadyExistsError extends McpAgentError {
  static override readonly code = 'WORKFLOW_ALREADY_EXISTS';
  declare readonly workflowId: string;

  constructor(message: string, fields: RunFields) {
    super(message, fields);
  }
}

/** No workflow of that id is known to the engine. */
export class WorkflowNotFoundError extends McpAgentError {
  static override readonly code = 'WORKFLOW_NOT_FOUND';
  declare readonly workflowId: string;

  constructor(message: string, fields: RunFields) {
    super(message, fields);
  }
}

/** The engine or the worker has no workflow of that name. */
export class UnknownWorkflowError extends McpAgentError {
  static override readonly code = 'UNKNOWN_WORKFLOW';
  declare readonly workflowName: string;
  /** The names that it has. */
  declare readonly known: string[];

  constructor(message: string, fields: ErrorContext & { workflowName: string; known: string[] }) {
    super(message, { nonRetryable: true, ...fields });
  }
}

/** A query or an update that the workflow has no handler for, or whose handler failed. */
export class MessageFailedError extends McpAgentError {
  static override readonly code = 'MESSAGE_FAILED';
  /** The query's or the update's name. */
  declare readonly messageName: string;

  constructor(message: string, fields: ErrorContext & { messageName: string }) {
    super(message, { nonRetryable: true, ...fields });
  }
}

/** An update that the workflow's validator refused; `cause` is what the validator threw. Nothing was changed. */
export class UpdateRejectedError extends McpAgentError {
  static override readonly code = 'UPDATE_REJECTED';
  declare readonly messageName: string;

  constructor(message: string, fields: ErrorContext & { messageName: string }) {
    super(message, { nonRetryable: true, ...fields });
  }
}

/** Something that only a running workflow may do was done outside one. */
export class NoWorkflowError extends McpAgentError {
  static override readonly code = 'NO_WORKFLOW';
}

/** A worker was given two definitions of one name, of workflows or of activities. */
export class DuplicateNameError extends McpAgentError {
  static override readonly code = 'DUPLICATE_NAME';
  declare readonly definitionName: string;

  constructor(message: string, fields: ErrorContext & { definitionName: string }) {
    super(message, fields);
  }
}
