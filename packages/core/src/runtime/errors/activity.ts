import type { JsonValue } from '../values/json.ts';
import { type ErrorContext, McpAgentError } from './error.ts';

/** An activity failed permanently. `cause` is the error of its last attempt, as the activity threw it. */
export class ActivityError extends McpAgentError<{ activity: string; activityId: string }> {
  static override readonly code = 'ACTIVITY_FAILED';
  /** The activity's name. */
  declare readonly activity: string;
  declare readonly activityId: string;
}

/**
 * An application-specific error. Throw it from an activity to send a `type` and `details` with the message.
 * Errors of other classes reach the workflow as an `ApplicationError` whose `type` is their name. Temporal's
 * `ApplicationFailure`.
 */
export class ApplicationError extends McpAgentError {
  static override readonly code = 'APPLICATION';
  /** Kind of the error: the name of its class, or a name that a retry policy can list. */
  declare readonly type: string;
  /** Additional data for the receiver. */
  declare readonly details?: JsonValue;

  constructor(message: string, fields: ErrorContext & { type?: string; details?: JsonValue } = {}) {
    super(message, { type: 'ApplicationError', ...fields });
  }
}

/**
 * The result of an activity is not available yet. Throw it with `nextRetryDelayMs` to poll without a history: the engine
 * starts the next attempt after the delay, if the retry policy allows one. Engines log the attempt at level `debug`.
 */
export class NotReadyError extends McpAgentError {
  static override readonly code = 'NOT_READY';
}

/** An operation that requires a running activity was used outside one. */
export class NoActivityError extends McpAgentError {
  static override readonly code = 'NO_ACTIVITY';
}

/** The worker has no activity with this name. */
export class UnknownActivityError extends McpAgentError<{ activity: string; known: string[] }> {
  static override readonly code = 'UNKNOWN_ACTIVITY';
  static override readonly nonRetryable = true;
  declare readonly activity: string;
  declare readonly known: string[];
}
