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

/** Returns which limit of an activity ran out, if the failure is a timeout. */
export function activityTimeoutKind(failure: unknown): ActivityTimeoutKind | undefined {
  if (!(failure instanceof TimeoutFailure)) return undefined;
  return TIMEOUT_KINDS[failure.timeoutType ?? ''] ?? 'start-to-close';
}

/** Restores the error that a Temporal failure carries, or creates an equivalent one. */
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
    return new TimeoutError(`The ${kind} timeout expired.`, { kind });
  }
  if (failure instanceof TerminatedFailure) return new TerminatedError(failure.message, { workflowId: '' });
  return toError(failure);
}

/** Whether a value was written by `errorToData`. */
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
