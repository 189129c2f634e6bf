import { type ErrorContext, McpAgentError } from '../../runtime/errors/error.ts';

/** A model call failed, or its answer cannot be used. */
export class ModelError extends McpAgentError {
  static override readonly code = 'MODEL_FAILED';
  /** The provider's name, such as `openai`. */
  declare readonly provider: string;
  declare readonly model: string;
  /** The HTTP status, if the service responded. */
  declare readonly status?: number;
  /** The provider's request id, for support requests. */
  declare readonly requestId?: string;

  constructor(
    message: string,
    fields: ErrorContext & { provider: string; model: string; status?: number; requestId?: string },
  ) {
    super(message, fields);
  }
}

/** A run exceeded its token or cost limit (`RequestParams.limit`). */
export class BudgetExceededError extends McpAgentError {
  static override readonly code = 'BUDGET_EXCEEDED';
  declare readonly kind: 'tokens' | 'cost';
  declare readonly limit: number;
  /** Usage when the run stopped: tokens, or dollars. */
  declare readonly used: number;

  constructor(
    message: string,
    fields: ErrorContext & { kind: 'tokens' | 'cost'; limit: number; used: number },
  ) {
    super(message, { nonRetryable: true, ...fields });
  }
}

/** The model refused to answer. */
export class ModelRefusalError extends McpAgentError {
  static override readonly code = 'MODEL_REFUSED';
  /** The model's explanation. */
  declare readonly reason: string;

  constructor(message: string, fields: ErrorContext & { reason: string }) {
    super(message, { nonRetryable: true, ...fields });
  }
}

/** The model's answer did not fit its schema, even after the repair requests. */
export class StructuredOutputError extends McpAgentError {
  static override readonly code = 'STRUCTURED_OUTPUT';
  /** Schema violations of the last answer. */
  declare readonly problems: readonly string[];
  /** Text of the last answer. */
  declare readonly text: string;

  constructor(message: string, fields: ErrorContext & { problems: readonly string[]; text: string }) {
    super(message, { nonRetryable: true, ...fields });
  }
}

/** The model still called tools after the maximum number of turns (`RequestParams.maxIterations`). */
export class TurnLimitError extends McpAgentError {
  static override readonly code = 'TURN_LIMIT';
  declare readonly limit: number;

  constructor(message: string, fields: ErrorContext & { limit: number }) {
    super(message, { nonRetryable: true, ...fields });
  }
}
