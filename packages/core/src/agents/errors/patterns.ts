import { McpAgentError } from '../../runtime/errors/error.ts';

/** A router found no agent that fits the request. */
export class NoRouteError extends McpAgentError<{ known: readonly string[] }> {
  static override readonly code = 'NO_ROUTE';
  static override readonly nonRetryable = true;
  /** Names of the agents that the router could choose from. */
  declare readonly known: readonly string[];
}

/** An orchestrator's planner was not done after `maxIterations` plans. */
export class PlanLimitError extends McpAgentError<{ limit: number }> {
  static override readonly code = 'PLAN_LIMIT';
  static override readonly nonRetryable = true;
  declare readonly limit: number;
}
