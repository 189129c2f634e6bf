import {
  ApplicationError,
  ConfigurationError,
  EngineRequestError,
  EngineUnavailableError,
  McpAgentError,
  MessageFailedError,
  UpdateRejectedError,
  WorkflowNotFoundError,
} from '@mcp-agent/core/errors';
import { notFound } from '@mcp-agent/engine-kit';
import {
  handlerFailed,
  ANOTHER_TOOK_ID,
  boundText,
  messageOf,
  PARENT_CLOSED,
  property,
  updateUnanswered,
  workflowCancelled,
  workflowFailed,
  workflowIdTaken,
  workflowTerminated,
  workflowTimedOut,
} from '@mcp-agent/core/engine';
import {
  QueryNotRegisteredError,
  QueryRejectedError,
  WorkflowExecutionAlreadyStartedError,
  type WorkflowFailedError as TemporalWorkflowFailedError,
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

/** The workflow and server that a request addressed. */
export interface Subject {
  readonly address: string;
  readonly namespace: string;
  readonly workflowId: string;
  readonly runId?: string;
  /** Name of the query or update. */
  readonly messageName?: string;
}

/** Converts an error of Temporal's client to the errors that every engine throws. */
export function fromClientError(error: unknown, subject: Subject): McpAgentError {
  if (McpAgentError.isInstance(error)) return error;
  const { workflowId, runId, address, namespace, messageName = '' } = subject;
  if (error instanceof WorkflowExecutionAlreadyStartedError) return workflowIdTaken(workflowId);
  if (error instanceof NamespaceNotFoundError) return noNamespace(subject, error);
  if (isNotFound(error)) {
    return notFound(
      workflowId,
      runId,
      `Namespace "${namespace}" of ${address} does not have it. Check the id.`,
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
        `The workflow has no handler for the update "${messageName}". Call ctx.setHandler when the workflow starts.`,
        { messageName },
      );
    }
    return handlerFailed('update', messageName, cause);
  }
  if (error instanceof QueryNotRegisteredError || error instanceof QueryRejectedError) {
    return new MessageFailedError(error.message, { messageName });
  }
  return isUnreachable(error) ? unreachable(address, error) : requestFailed(address, error);
}

/** Creates the error for a request that the server rejected or failed. */
function requestFailed(address: string, error: unknown): EngineRequestError {
  const code = grpcCode(error);
  const status = code === undefined ? undefined : GRPC_NAMES[code];
  const said = boundText(detailsOf(error), MAX_DETAILS_LENGTH);
  return new EngineRequestError(
    `A request to the Temporal server at ${address} failed${status === undefined ? '' : ` (${status})`}: ${said}`,
    { cause: error, ...(status !== undefined && { status }) },
  );
}

const MAX_DETAILS_LENGTH = 2_000;

/** Returns the server's message: the wrapping errors only name the call. */
function detailsOf(error: unknown): string {
  if (error instanceof Error && error.cause instanceof Error) return detailsOf(error.cause);
  const details = property(error, 'details');
  return typeof details === 'string' && details !== '' ? details : messageOf(error);
}

/** Creates the error for an unreachable server. */
export function unreachable(address: string, cause: unknown): EngineUnavailableError {
  return new EngineUnavailableError(
    `The Temporal server at ${address} is unreachable. ` +
      'Start one (temporal server start-dev), or correct the address (temporalHost, or temporal.host in mcp_agent.config.yaml).',
    { address, cause },
  );
}

/** Converts the error of a namespace lookup. */
export function fromNamespaceError(
  error: unknown,
  subject: { address: string; namespace: string },
): McpAgentError {
  if (McpAgentError.isInstance(error)) return error;
  if (grpcCode(error) === NOT_FOUND) return noNamespace(subject, error);
  return isUnreachable(error) ? unreachable(subject.address, error) : requestFailed(subject.address, error);
}

function noNamespace(
  { address, namespace }: { address: string; namespace: string },
  cause: unknown,
): ConfigurationError {
  return new ConfigurationError(
    `The Temporal server at ${address} has no namespace "${namespace}". Create it (temporal operator namespace create ${namespace}) or use another.`,
    { path: 'temporal.namespace', cause },
  );
}

// gRPC status codes.
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

/** Whether the server reported that the workflow does not exist or has ended. */
export function isNotFound(error: unknown): boolean {
  return (
    error instanceof TemporalWorkflowNotFoundError ||
    grpcCode(error) === NOT_FOUND ||
    (grpcCode(error) === RESOURCE_EXHAUSTED && detailsOf(error).includes(CLOSING_RUN)) ||
    // Temporal's run IDs are UUIDs, so no run can have another ID.
    (grpcCode(error) === INVALID_ARGUMENT && detailsOf(error).includes('Invalid RunId'))
  );
}

/**
 * Returns the gRPC status code. Client errors carry it in their cause; errors of the worker's native connection carry
 * it directly.
 */
function grpcCode(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  return 'code' in error && typeof error.code === 'number' ? error.code : grpcCode(error.cause);
}

function isUnreachable(error: unknown): boolean {
  const code = grpcCode(error);
  return code === UNAVAILABLE || code === DEADLINE_EXCEEDED;
}

/**
 * Converts the error of a workflow that did not complete.
 *
 * @param run the run that ended
 * @param timeout the limit that ran out, if one did
 */
export function fromWorkflowFailed(
  { cause }: TemporalWorkflowFailedError,
  { workflowId, runId }: { readonly workflowId: string; readonly runId: string },
  timeout: 'run' | 'execution',
): McpAgentError {
  const run = { workflowId, runId };
  if (cause instanceof TimeoutFailure) return workflowTimedOut(run, timeout);
  if (cause instanceof TerminatedFailure) {
    return workflowTerminated(run, reasonOf(cause.message));
  }
  if (cause instanceof CancelledFailure) return workflowCancelled(run);
  return workflowFailed(run, fromFailure(cause));
}

/** Errors that the sender of an update receives unchanged. All others are reported as failures of the handler. */
const THROWN_AS_THEY_ARE: ReadonlySet<string> = new Set([
  UpdateRejectedError.code,
  MessageFailedError.code,
  WorkflowNotFoundError.code,
]);

/** The server's failure type for an update that was accepted but unanswered when its run ended. */
const UPDATE_UNANSWERED = 'AcceptedUpdateCompletedWorkflow';

/** Prefix of the SDK's message for an update without a handler. */
const NO_UPDATE_HANDLER = 'No registered handler for update';

/** Placeholders of the SDK and the server for a missing reason, and their wording of two built-in reasons. */
const REASONS: ReadonlyMap<string, string | undefined> = new Map([
  ['Workflow execution terminated', undefined],
  ['terminated by user via frontend', undefined],
  ['TerminateIfRunning WorkflowIdReusePolicy', ANOTHER_TOOK_ID],
  ['by parent close policy', PARENT_CLOSED],
]);

function reasonOf(said: string): string | undefined {
  return REASONS.has(said) ? REASONS.get(said) : said;
}
