import { type ErrorContext, McpAgentError } from '../../runtime/errors/error.ts';

/** A router found no agent that fits the request. */
export class NoRouteError extends McpAgentError {
  static override readonly code = 'NO_ROUTE';
  /** Names of the agents that the router could choose from. */
  declare readonly known: readonly string[];

  constructor(message: string, fields: ErrorContext & { known: readonly string[] }) {
    super(message, { nonRetryable: true, ...fields });
  }
}

/** An orchestrator's planner was not done after `maxIterations` plans. */
export class PlanLimitError extends McpAgentError {
  static override readonly code = 'PLAN_LIMIT';
  declare readonly limit: number;

  constructor(message: string, fields: ErrorContext & { limit: number }) {
    super(message, { nonRetryable: true, ...fields });
  }
}
