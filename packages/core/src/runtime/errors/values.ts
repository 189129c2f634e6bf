import { type ErrorContext, McpAgentError } from './error.ts';

/** A value that cannot cross a door because it is not JSON. */
export class NotJsonError extends McpAgentError {
  static override readonly code = 'VALUE_NOT_JSON';
  /** Where in the value it stands, such as `input.when`. */
  declare readonly path: string;
  /** What stands there. */
  declare readonly found: string;

  // The same value is refused at every attempt.
  constructor(message: string, fields: ErrorContext & { path: string; found: string }) {
    super(message, { nonRetryable: true, ...fields });
  }
}

/** A value that is JSON, and larger than may cross. */
export class ValueTooLargeError extends McpAgentError {
  static override readonly code = 'VALUE_TOO_LARGE';
  declare readonly bytes: number;
  declare readonly limit: number;

  constructor(message: string, fields: ErrorContext & { bytes: number; limit: number }) {
    super(message, { nonRetryable: true, ...fields });
  }
}

/** An argument that a function of this project does not take. */
export class InvalidArgumentError extends McpAgentError {
  static override readonly code = 'INVALID_ARGUMENT';
  declare readonly argument: string;

  constructor(message: string, fields: ErrorContext & { argument: string }) {
    super(message, { nonRetryable: true, ...fields });
  }
}
