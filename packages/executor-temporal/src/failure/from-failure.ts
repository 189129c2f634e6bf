import {
  ApplicationError,
  CancelledError,
  type ErrorData,
  errorFromData,
  type McpAgentError,
  TerminatedError,
  TimeoutError,
} from '@mcp-agent/core/errors';
import { type ActivityTimeoutKind, toError } from '@mcp-agent/core/engine';
import {
  ApplicationFailure,
  CancelledFailure,
  TerminatedFailure,
  TimeoutFailure,
  TimeoutType,
} from '@temporalio/common';

const TIMEOUT_KINDS: Readonly<Record<string, ActivityTimeoutKind | undefined>> = {
  [TimeoutType.START_TO_CLOSE]: 'start-to-close',
  [TimeoutType.SCHEDULE_TO_CLOSE]: 'schedule-to-close',
  [TimeoutType.SCHEDULE_TO_START]: 'schedule-to-start',
  [TimeoutType.HEARTBEAT]: 'heartbeat',
};

/** Which limit of an activity ran out, where its failure is a time-out. */
export function activityTimeoutKind(failure: unknown): ActivityTimeoutKind | undefined {
  if (!(failure instanceof TimeoutFailure)) return undefined;
  return TIMEOUT_KINDS[failure.timeoutType ?? ''] ?? 'start-to-close';
}

/** The error that a failure of Temporal's carries, or the one that says the same. */
export function fromFailure(failure: unknown): McpAgentError {
  if (failure instanceof ApplicationFailure) {
    const data: unknown = failure.details?.[0];
    if (isErrorData(data)) {
      return errorFromData({ ...data, ...(failure.stack !== undefined && { stack: failure.stack }) });
    }
    return new ApplicationError(failure.message, {
      type: failure.type ?? failure.name,
      ...(failure.nonRetryable === true && { nonRetryable: true }),
      ...(failure.cause !== undefined && { cause: fromFailure(failure.cause) }),
    });
  }
  if (failure instanceof CancelledFailure) return new CancelledError(undefined, { cause: undefined });
  if (failure instanceof TimeoutFailure) {
    const kind = activityTimeoutKind(failure) ?? 'execution';
    return new TimeoutError(`The ${kind} timeout ran out.`, { kind });
  }
  if (failure instanceof TerminatedFailure) return new TerminatedError(failure.message, { workflowId: '' });
  return toError(failure);
}

/** Whether a value is what `errorToData` writes. */
export function isErrorData(data: unknown): data is ErrorData {
  return (
    typeof data === 'object' &&
    data !== null &&
    'code' in data &&
    typeof data.code === 'string' &&
    'message' in data &&
    typeof data.message === 'string'
  );
}
