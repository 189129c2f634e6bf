import {
  ApplicationError,
  McpAgentError,
  MessageFailedError,
  UpdateRejectedError,
  WorkflowNotFoundError,
} from '@mcp-agent/core/errors';
import { notFound } from '@mcp-agent/engine-kit';
import {
  handlerFailed,
  ANOTHER_TOOK_ID,
  PARENT_CLOSED,
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
import { GRPC, grpcCode, grpcDetails } from './grpc-status.ts';
import { serverError, type ServerSubject } from './server-errors.ts';
import { CLOSING_RUN } from './retried-call.ts';
import { fromFailure } from '../failure/from-failure.ts';

/** The workflow and server that a request addressed. */
export interface Subject extends ServerSubject {
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
  if (error instanceof NamespaceNotFoundError) return serverError(error, subject);
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
  return serverError(error, subject);
}

/** Whether the server reported that the workflow does not exist or has ended. */
export function isNotFound(error: unknown): boolean {
  return (
    error instanceof TemporalWorkflowNotFoundError ||
    grpcCode(error) === GRPC.NOT_FOUND ||
    (grpcCode(error) === GRPC.RESOURCE_EXHAUSTED && grpcDetails(error).includes(CLOSING_RUN)) ||
    // Temporal's run IDs are UUIDs, so no run can have another ID.
    (grpcCode(error) === GRPC.INVALID_ARGUMENT && grpcDetails(error).includes('Invalid RunId'))
  );
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

const CONTINUE_AS_NEW = 'Call ctx.continueAsNew before it grows so long.';

/** Placeholders of the SDK and the server for a missing reason, and their wording of built-in reasons. */
const REASONS: ReadonlyMap<string, string | undefined> = new Map([
  ['Workflow execution terminated', undefined],
  ['terminated by user via frontend', undefined],
  ['TerminateIfRunning WorkflowIdReusePolicy', ANOTHER_TOOK_ID],
  ['by parent close policy', PARENT_CLOSED],
  [
    'GrpcMessageTooLarge',
    'it sent more in one turn than the server accepts (GrpcMessageTooLarge). Send less at once: store large values ' +
      'elsewhere, and pass their location.',
  ],
  [
    'Workflow history size exceeds limit.',
    `its history has more bytes than the server accepts. ${CONTINUE_AS_NEW}`,
  ],
  [
    'Workflow history count exceeds limit.',
    `its history has more events than the server accepts. ${CONTINUE_AS_NEW}`,
  ],
]);

function reasonOf(said: string): string | undefined {
  return REASONS.has(said) ? REASONS.get(said) : said;
}
