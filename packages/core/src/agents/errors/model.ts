import { McpAgentError } from '../../runtime/errors/error.ts';
import type { Usage } from '../model/usage.ts';

/** A model call failed, or its answer cannot be used. */
export class ModelError extends McpAgentError<{
  provider: string;
  model: string;
  status?: number;
  requestId?: string;
  usage?: Usage;
  reason?: 'context_length';
}> {
  static override readonly code = 'MODEL_FAILED';
  /** The provider's name, such as `openai`. */
  declare readonly provider: string;
  declare readonly model: string;
  /** The HTTP status, if the service responded. */
  declare readonly status?: number;
  /** The provider's request id, for support requests. */
  declare readonly requestId?: string;
  /** Tokens that the failed call used, if the service reported them. */
  declare readonly usage?: Usage;
  /** `context_length`: the conversation exceeds the context window of the model. */
  declare readonly reason?: 'context_length';
}

/** A call, an agent, a pattern or a run exceeded its limit of tokens, cost or time (`RequestParams.limit`). */
export class BudgetExceededError extends McpAgentError<{
  kind: 'tokens' | 'cost' | 'time';
  limit: number;
  used: number;
}> {
  static override readonly code = 'BUDGET_EXCEEDED';
  static override readonly nonRetryable = true;
  declare readonly kind: 'tokens' | 'cost' | 'time';
  declare readonly limit: number;
  /** Usage when it stopped: tokens, dollars, or milliseconds. */
  declare readonly used: number;
}

/** The model refused to answer. */
export class ModelRefusalError extends McpAgentError<{ reason: string }> {
  static override readonly code = 'MODEL_REFUSED';
  static override readonly nonRetryable = true;
  /** The model's explanation. */
  declare readonly reason: string;
}

/** The model's answer did not fit its schema, even after the repair requests. */
export class StructuredOutputError extends McpAgentError<{
  problems: readonly string[];
  text: string;
  truncated?: boolean;
}> {
  static override readonly code = 'STRUCTURED_OUTPUT';
  static override readonly nonRetryable = true;
  /** Schema violations of the last answer. */
  declare readonly problems: readonly string[];
  /** Text of the last answer. */
  declare readonly text: string;
  /** Whether the answer is incomplete because it reached the token limit. No repair was requested then. */
  declare readonly truncated?: boolean;
}

/** The model still called tools after the maximum number of turns (`RequestParams.maxIterations`). */
export class TurnLimitError extends McpAgentError<{ limit: number }> {
  static override readonly code = 'TURN_LIMIT';
  static override readonly nonRetryable = true;
  declare readonly limit: number;
}
