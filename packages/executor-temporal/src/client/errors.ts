import {
  ApplicationError,
  ConfigurationError,
  EngineRequestError,
  EngineUnavailableError,
  McpAgentError,
  MessageFailedError,
  UpdateRejectedError,
  WorkflowAlreadyExistsError,
  WorkflowNotFoundError,
} from '@mcp-agent/core/errors';
import {
  ANOTHER_TOOK_ID,
  boundText,
  messageOf,
  PARENT_CLOSED,
  property,
  updateUnanswered,
  workflowCancelled,
  workflowFailed,
  workflowTerminated,
  workflowTimedOut,
} from '@mcp-agent/core/engine';
import {
  QueryNotRegisteredError,
  QueryRejectedError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError as TemporalWorkflowFailedError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import {
  CancelledFailure,
  NamespaceNotFoundError,
  TerminatedFailure,
  TimeoutFailure,
  WorkflowNotFoundError as TemporalWorkflowNotFoundError,
} from '@temporalio/common';
import { CLOSING_RUN } from './retried-call.ts';
import { fromFailure } from '../failure/from-failure.ts';

/** Which workflow was spoken to, and where. */
export interface Subject {
  readonly address: string;
  readonly namespace: string;
  readonly workflowId: string;
  readonly runId?: string;
  /** The query or update that was sent. */
  readonly messageName?: string;
}

/** What Temporal's client threw, as the errors that every engine throws. */
export function fromClientError(error: unknown, subject: Subject): McpAgentError {
  if (McpAgentError.isInstance(error)) return error;
  const { workflowId, runId, address, namespace, messageName = '' } = subject;
  const run = { workflowId, ...(runId !== undefined && { runId }) };
  if (error instanceof TemporalWorkflowFailedError) return fromWorkflowFailed(error, run);
  if (error instanceof WorkflowExecutionAlreadyStartedError) {
    return new WorkflowAlreadyExistsError(
      `A workflow with the id "${workflowId}" exists. Use another id, or say what should happen with idConflictPolicy or idReusePolicy.`,
      { ...run, cause: error },
    );
  }
  if (error instanceof NamespaceNotFoundError) return noNamespace(subject, error);
  if (isNotFound(error)) {
    return new WorkflowNotFoundError(
      `No workflow "${workflowId}" takes this in namespace "${namespace}" of ${address}: there is none, or it has ended. ` +
        'Check the id; ask describe() what became of it.',
      { ...run, cause: error },
    );
  }
  if (error instanceof WorkflowUpdateFailedError) {
    const cause = fromFailure(error.cause);
    if (THROWN_AS_THEY_ARE.has(cause.code)) return cause;
    if (ApplicationError.isInstance(cause) && cause.type === UPDATE_UNANSWERED) {
      return updateUnanswered(workflowId, messageName);
    }
    if (cause.message.startsWith(NO_UPDATE_HANDLER)) {
      return new MessageFailedError(
        `The workflow has no handler for the update "${messageName}". Call ctx.setHandler at its start.`,
        { messageName },
      );
    }
    return new MessageFailedError(`The update "${messageName}" failed in the workflow: ${cause.message}`, {
      messageName,
      cause,
    });
  }
  // Temporal's run ids are UUIDs: no run has any other.
  if (grpcCode(error) === INVALID_ARGUMENT && detailsOf(error).includes('Invalid RunId')) {
    return new WorkflowNotFoundError(`Workflow "${workflowId}" has no run "${runId}".`, run);
  }
  if (error instanceof QueryNotRegisteredError || error instanceof QueryRejectedError) {
    return new MessageFailedError(error.message, { messageName });
  }
  return isUnreachable(error) ? unreachable(address, error) : requestFailed(address, error);
}

/** That the server refused a request, or failed at it. */
function requestFailed(address: string, error: unknown): EngineRequestError {
  const code = grpcCode(error);
  const status = code === undefined ? undefined : GRPC_NAMES[code];
  const said = boundText(detailsOf(error), MAX_DETAILS_LENGTH);
  return new EngineRequestError(
    `The Temporal server at ${address} did not do what it was asked${status === undefined ? '' : ` (${status})`}: ${said}`,
    { cause: error, ...(status !== undefined && { status }) },
  );
}

const MAX_DETAILS_LENGTH = 2_000;

/** What the server said: the errors around it only name the call. */
function detailsOf(error: unknown): string {
  if (error instanceof Error && error.cause instanceof Error) return detailsOf(error.cause);
  const details = property(error, 'details');
  return typeof details === 'string' && details !== '' ? details : messageOf(error);
}

/** That nothing answers at the address, with what to do about it. */
export function unreachable(address: string, cause: unknown): EngineUnavailableError {
  return new EngineUnavailableError(
    `No Temporal server answers at ${address}. ` +
      'Start one (temporal server start-dev), or set the right address (temporalHost, or temporal.host in mcp_agent.config.yaml).',
    { address, cause },
  );
}

/** What asking a server for a namespace gave. */
export function fromNamespaceError(
  error: unknown,
  subject: { address: string; namespace: string },
): McpAgentError {
  if (grpcCode(error) === NOT_FOUND) return noNamespace(subject, error);
  return isUnreachable(error) ? unreachable(subject.address, error) : requestFailed(subject.address, error);
}

function noNamespace(
  { address, namespace }: { address: string; namespace: string },
  cause: unknown,
): ConfigurationError {
  return new ConfigurationError(
    `The Temporal server at ${address} has no namespace "${namespace}". Create it (temporal operator namespace create ${namespace}) or name another.`,
    { path: 'temporal.namespace', cause },
  );
}

// gRPC's codes.
const INVALID_ARGUMENT = 3;
const DEADLINE_EXCEEDED = 4;
const NOT_FOUND = 5;
const RESOURCE_EXHAUSTED = 8;
const UNAVAILABLE = 14;
const GRPC_NAMES: Readonly<Record<number, string>> = {
  1: 'CANCELLED',
  2: 'UNKNOWN',
  [INVALID_ARGUMENT]: 'INVALID_ARGUMENT',
  6: 'ALREADY_EXISTS',
  7: 'PERMISSION_DENIED',
  8: 'RESOURCE_EXHAUSTED',
  9: 'FAILED_PRECONDITION',
  10: 'ABORTED',
  11: 'OUT_OF_RANGE',
  12: 'UNIMPLEMENTED',
  13: 'INTERNAL',
  15: 'DATA_LOSS',
  16: 'UNAUTHENTICATED',
};

/** Whether the server said that there is no such workflow, or that it has ended. */
export function isNotFound(error: unknown): boolean {
  return (
    error instanceof TemporalWorkflowNotFoundError ||
    grpcCode(error) === NOT_FOUND ||
    (grpcCode(error) === RESOURCE_EXHAUSTED && detailsOf(error).includes(CLOSING_RUN))
  );
}

/** The client's errors have the code in their cause; those of the worker's native connection have it themselves. */
function grpcCode(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  return 'code' in error && typeof error.code === 'number' ? error.code : grpcCode(error.cause);
}

function isUnreachable(error: unknown): boolean {
  const code = grpcCode(error);
  return code === UNAVAILABLE || code === DEADLINE_EXCEEDED;
}

function fromWorkflowFailed(
  error: TemporalWorkflowFailedError,
  run: { workflowId: string; runId?: string },
): McpAgentError {
  const { cause } = error;
  // Which limit it was, only a description of the run tells: see `result`.
  if (cause instanceof TimeoutFailure) return workflowTimedOut(run, 'execution');
  if (cause instanceof TerminatedFailure) {
    return workflowTerminated(run, reasonOf(cause.message));
  }
  if (cause instanceof CancelledFailure) return workflowCancelled(run);
  return workflowFailed(run, fromFailure(cause));
}

/** What the workflow's side throws to the sender of an update: all else is the failure of a handler. */
const THROWN_AS_THEY_ARE: ReadonlySet<string> = new Set([
  UpdateRejectedError.code,
  MessageFailedError.code,
  WorkflowNotFoundError.code,
]);

/** How the server types the failure of an update that its run had accepted when it ended. */
const UPDATE_UNANSWERED = 'AcceptedUpdateCompletedWorkflow';

/** How the SDK begins what it says of an update that the workflow has no handler for. */
const NO_UPDATE_HANDLER = 'No registered handler for update';

/** What the SDK and the server put in place of a reason that was not given, and their words for two of their own. */
const REASONS: ReadonlyMap<string, string | undefined> = new Map([
  ['Workflow execution terminated', undefined],
  ['terminated by user via frontend', undefined],
  ['TerminateIfRunning WorkflowIdReusePolicy', ANOTHER_TOOK_ID],
  ['by parent close policy', PARENT_CLOSED],
]);

function reasonOf(said: string): string | undefined {
  return REASONS.has(said) ? REASONS.get(said) : said;
}
