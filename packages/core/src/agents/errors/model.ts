import { type ErrorContext, McpAgentError } from '../../runtime/errors/error.ts';

/** A model that did not answer, or whose answer cannot be used. */
export class ModelError extends McpAgentError {
  static override readonly code = 'MODEL_FAILED';
  /** The provider's name, such as `openai`. */
  declare readonly provider: string;
  declare readonly model: string;
  /** The HTTP status, where there was an answer. */
  declare readonly status?: number;
  /** The provider's id for the request: what its support asks for. */
  declare readonly requestId?: string;

  constructor(
    message: string,
    fields: ErrorContext & { provider: string; model: string; status?: number; requestId?: string },
  ) {
    super(message, fields);
  }
}

/** A run took more tokens or money than it was given (`RequestParams.limit`). */
export class BudgetExceededError extends McpAgentError {
  static override readonly code = 'BUDGET_EXCEEDED';
  declare readonly kind: 'tokens' | 'cost';
  declare readonly limit: number;
  /** What it had taken when it was ended. */
  declare readonly used: number;

  constructor(
    message: string,
    fields: ErrorContext & { kind: 'tokens' | 'cost'; limit: number; used: number },
  ) {
    super(message, { nonRetryable: true, ...fields });
  }
}

/** The model declined to answer. */
export class ModelRefusalError extends McpAgentError {
  static override readonly code = 'MODEL_REFUSED';
  /** In the model's words. */
  declare readonly reason: string;

  constructor(message: string, fields: ErrorContext & { reason: string }) {
    super(message, { nonRetryable: true, ...fields });
  }
}

/** The model's answer did not fit its schema, though it was told what was wrong. */
export class StructuredOutputError extends McpAgentError {
  static override readonly code = 'STRUCTURED_OUTPUT';
  /** What is wrong with the last answer. */
  declare readonly problems: readonly string[];
  /** The last answer. */
  declare readonly text: string;

  constructor(message: string, fields: ErrorContext & { problems: readonly string[]; text: string }) {
    super(message, { nonRetryable: true, ...fields });
  }
}

/** The model still wanted to call tools after as many turns as it was given. */
export class TurnLimitError extends McpAgentError {
  static override readonly code = 'TURN_LIMIT';
  declare readonly limit: number;

  constructor(message: string, fields: ErrorContext & { limit: number }) {
    super(message, { nonRetryable: true, ...fields });
  }
}
