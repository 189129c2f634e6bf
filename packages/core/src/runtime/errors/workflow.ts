import { type ErrorContext, McpAgentError } from './error.ts';

interface RunFields extends ErrorContext {
  readonly workflowId: string;
  readonly runId?: string;
}

/** A workflow failed. `cause` is the error as the workflow threw it. */
export class WorkflowFailedError extends McpAgentError {
  static override readonly code = 'WORKFLOW_FAILED';
  declare readonly workflowId: string;
  declare readonly runId?: string;

  constructor(message: string, fields: RunFields) {
    super(message, fields);
  }
}

/** A workflow, a scope or an activity was cancelled on request. This is not a failure. */
export class CancelledError extends McpAgentError {
  static override readonly code = 'CANCELLED';

  constructor(message = 'Cancelled by request.', fields: ErrorContext = {}) {
    super(message, { nonRetryable: true, ...fields });
  }
}

/** A workflow was terminated from outside. Its `finally` blocks did not run. */
export class TerminatedError extends McpAgentError {
  static override readonly code = 'TERMINATED';
  declare readonly workflowId: string;
  declare readonly runId?: string;

  constructor(message: string, fields: RunFields) {
    super(message, fields);
  }
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
export class TimeoutError extends McpAgentError {
  static override readonly code = 'TIMED_OUT';
  declare readonly kind: TimeoutKind;

  constructor(message: string, fields: ErrorContext & { kind: TimeoutKind }) {
    super(message, fields);
  }
}

/** A child workflow did not complete. `cause` is its own error, a cancellation or a timeout. */
export class ChildWorkflowError extends McpAgentError {
  static override readonly code = 'CHILD_WORKFLOW_FAILED';
  declare readonly workflowId: string;
  declare readonly workflowName: string;

  constructor(message: string, fields: RunFields & { workflowName: string }) {
    super(message, fields);
  }
}

/** The workflow id is in use, and the id policy does not allow reuse. */
export class WorkflowAlreadyExistsError extends McpAgentError {
  static override readonly code = 'WORKFLOW_ALREADY_EXISTS';
  declare readonly workflowId: string;

  constructor(message: string, fields: RunFields) {
    super(message, fields);
  }
}

/** The engine has no workflow with this id. */
export class WorkflowNotFoundError extends McpAgentError {
  static override readonly code = 'WORKFLOW_NOT_FOUND';
  declare readonly workflowId: string;

  constructor(message: string, fields: RunFields) {
    super(message, fields);
  }
}

/** The engine or the worker has no workflow with this name. */
export class UnknownWorkflowError extends McpAgentError {
  static override readonly code = 'UNKNOWN_WORKFLOW';
  declare readonly workflowName: string;
  /** The registered names. */
  declare readonly known: string[];

  constructor(message: string, fields: ErrorContext & { workflowName: string; known: string[] }) {
    super(message, { nonRetryable: true, ...fields });
  }
}

/** A query or an update has no handler, or its handler failed. */
export class MessageFailedError extends McpAgentError {
  static override readonly code = 'MESSAGE_FAILED';
  /** Name of the query or update. */
  declare readonly messageName: string;

  constructor(message: string, fields: ErrorContext & { messageName: string }) {
    super(message, { nonRetryable: true, ...fields });
  }
}

/** The workflow's validator rejected an update. `cause` is what the validator threw. The workflow is unchanged. */
export class UpdateRejectedError extends McpAgentError {
  static override readonly code = 'UPDATE_REJECTED';
  declare readonly messageName: string;

  constructor(message: string, fields: ErrorContext & { messageName: string }) {
    super(message, { nonRetryable: true, ...fields });
  }
}

/** An operation that requires a running workflow was used outside one. */
export class NoWorkflowError extends McpAgentError {
  static override readonly code = 'NO_WORKFLOW';
}

/** Two workflows or two activities of a worker have the same name. */
export class DuplicateNameError extends McpAgentError {
  static override readonly code = 'DUPLICATE_NAME';
  declare readonly definitionName: string;

  constructor(message: string, fields: ErrorContext & { definitionName: string }) {
    super(message, fields);
  }
}
