import { McpAgentError } from './error.ts';

/** A value is not JSON, so it cannot be sent to or from a workflow or an activity. */
export class NotJsonError extends McpAgentError<{ path: string; found: string }> {
  static override readonly code = 'VALUE_NOT_JSON';
  static override readonly nonRetryable = true;
  /** Path of the value that is not JSON, such as `input.when`. */
  declare readonly path: string;
  /** Description of the value at `path`. */
  declare readonly found: string;
}

/** A JSON value exceeds the size limit. */
export class ValueTooLargeError extends McpAgentError<{ bytes: number; limit: number }> {
  static override readonly code = 'VALUE_TOO_LARGE';
  static override readonly nonRetryable = true;
  declare readonly bytes: number;
  declare readonly limit: number;
}

/** An argument of a function of this project is invalid. */
export class InvalidArgumentError extends McpAgentError<{ argument: string }> {
  static override readonly code = 'INVALID_ARGUMENT';
  static override readonly nonRetryable = true;
  declare readonly argument: string;
}
