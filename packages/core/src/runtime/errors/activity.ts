import type { JsonValue } from '../values/json.ts';
import { type ErrorContext, McpAgentError } from './error.ts';

/** An activity that failed for good. `cause` is the error of its last attempt, as the activity threw it. */
export class ActivityError extends McpAgentError {
  static override readonly code = 'ACTIVITY_FAILED';
  /** The activity's name. */
  declare readonly activity: string;
  declare readonly activityId: string;

  constructor(message: string, fields: ErrorContext & { activity: string; activityId: string }) {
    super(message, fields);
  }
}

/**
 * An error of the application's own, as it crosses a door. Throw it from an activity to say more than a
 * message; any other error that is not of this project arrives as one whose `type` is its name.
 * Temporal's name for it is ApplicationFailure.
 */
export class ApplicationError extends McpAgentError {
  static override readonly code = 'APPLICATION';
  /** What kind of error: the name of its class, or a name that a retry policy can list. */
  declare readonly type: string;
  /** Whatever else the receiver should know. */
  declare readonly details?: JsonValue;

  constructor(message: string, fields: ErrorContext & { type?: string; details?: JsonValue } = {}) {
    super(message, { type: 'ApplicationError', ...fields });
  }
}

/** Something that only a running activity may do was done outside one. */
export class NoActivityError extends McpAgentError {
  static override readonly code = 'NO_ACTIVITY';
}

/** The worker has no activity of that name. */
export class UnknownActivityError extends McpAgentError {
  static override readonly code = 'UNKNOWN_ACTIVITY';
  declare readonly activity: string;
  declare readonly known: string[];

  constructor(message: string, fields: ErrorContext & { activity: string; known: string[] }) {
    super(message, { nonRetryable: true, ...fields });
  }
}
