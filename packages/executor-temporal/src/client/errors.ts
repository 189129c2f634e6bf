import {
  CancelledError,
  ConfigurationError,
  EngineUnavailableError,
  MessageFailedError,
  TerminatedError,
  TimeoutError,
  UpdateRejectedError,
  WorkflowAlreadyExistsError,
  WorkflowFailedError,
  WorkflowNotFoundError,
} from '@mcp-agent/core';
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
export function fromClientError(error: unknown, subject: Subject): unknown {
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
  if (error instanceof TemporalWorkflowNotFoundError || grpcCode(error) === NOT_FOUND) {
    return new WorkflowNotFoundError(
      `No workflow "${workflowId}" takes this in namespace "${namespace}" of ${address}: there is none, or it has ended. ` +
        'Check the id; ask describe() what became of it.',
      { ...run, cause: error },
    );
  }
  if (error instanceof WorkflowUpdateFailedError) {
    const cause = fromFailure(error.cause);
    if (UpdateRejectedError.isInstance(cause) || MessageFailedError.isInstance(cause)) return cause;
    return new MessageFailedError(`The update "${messageName}" failed in the workflow: ${cause.message}`, {
      messageName,
      cause,
    });
  }
  if (error instanceof QueryNotRegisteredError || error instanceof QueryRejectedError) {
    return new MessageFailedError(error.message, { messageName, cause: error });
  }
  return isUnreachable(error) ? unreachable(address, error) : error;
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
export function fromNamespaceError(error: unknown, subject: { address: string; namespace: string }): unknown {
  if (grpcCode(error) === NOT_FOUND) return noNamespace(subject, error);
  return isUnreachable(error) ? unreachable(subject.address, error) : error;
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
const DEADLINE_EXCEEDED = 4;
const NOT_FOUND = 5;
const UNAVAILABLE = 14;

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
): unknown {
  const { workflowId } = run;
  if (error.cause instanceof TimeoutFailure) {
    return new TimeoutError(`Workflow "${workflowId}" took longer than its execution or run timeout.`, {
      kind: 'execution',
      cause: error,
    });
  }
  if (error.cause instanceof TerminatedFailure) {
    return new TerminatedError(`Workflow "${workflowId}" was terminated: ${error.cause.message}`, run);
  }
  const cause = fromFailure(error.cause);
  if (error.cause instanceof CancelledFailure) {
    return new CancelledError(`Workflow "${workflowId}" was cancelled.`);
  }
  return new WorkflowFailedError(`Workflow "${workflowId}" failed: ${cause.message}`, { ...run, cause });
}
