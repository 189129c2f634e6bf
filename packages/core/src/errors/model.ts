import { type ErrorContext, McpAgentError } from './error.ts';

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

/** The model still wanted to call tools after as many turns as it was given. */
export class TurnLimitError extends McpAgentError {
  static override readonly code = 'TURN_LIMIT';
  declare readonly limit: number;

  constructor(message: string, fields: ErrorContext & { limit: number }) {
    super(message, { nonRetryable: true, ...fields });
  }
}
