import { type ErrorContext, McpAgentError } from './error.ts';

/** A value is not JSON, so it cannot be sent to or from a workflow or an activity. */
export class NotJsonError extends McpAgentError {
  static override readonly code = 'VALUE_NOT_JSON';
  /** Path of the value that is not JSON, such as `input.when`. */
  declare readonly path: string;
  /** Description of the value at `path`. */
  declare readonly found: string;

  // Not retryable: the same value fails on every attempt.
  constructor(message: string, fields: ErrorContext & { path: string; found: string }) {
    super(message, { nonRetryable: true, ...fields });
  }
}

/** A JSON value exceeds the size limit. */
export class ValueTooLargeError extends McpAgentError {
  static override readonly code = 'VALUE_TOO_LARGE';
  declare readonly bytes: number;
  declare readonly limit: number;

  constructor(message: string, fields: ErrorContext & { bytes: number; limit: number }) {
    super(message, { nonRetryable: true, ...fields });
  }
}

/** An argument of a function of this project is invalid. */
export class InvalidArgumentError extends McpAgentError {
  static override readonly code = 'INVALID_ARGUMENT';
  declare readonly argument: string;

  constructor(message: string, fields: ErrorContext & { argument: string }) {
    super(message, { nonRetryable: true, ...fields });
  }
}
