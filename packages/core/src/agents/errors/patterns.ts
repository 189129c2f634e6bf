import { McpAgentError } from '../../runtime/errors/error.ts';
import type { JsonObject } from '../../runtime/values/json.ts';
import type { Attempt, ParticipantFailure, StepResult } from '../patterns/results.ts';

/** A router found no agent that fits the request. */
export class NoRouteError extends McpAgentError<{ known: readonly string[] }> {
  static override readonly code = 'NO_ROUTE';
  static override readonly nonRetryable = true;
  /** Names of the agents that the router could choose from. */
  declare readonly known: readonly string[];
}

/** An orchestrator's planner was not done after `maxIterations` plans. */
export class PlanLimitError extends McpAgentError<{ limit: number; steps: readonly StepResult[] }> {
  static override readonly code = 'PLAN_LIMIT';
  static override readonly nonRetryable = true;
  declare readonly limit: number;
  /** The steps that were carried out. */
  declare readonly steps: readonly StepResult[];
}

/**
 * A participant of a pattern failed. `cause` is the first failure. Has what the others returned; long texts are
 * truncated.
 */
export class PatternFailedError extends McpAgentError<{
  pattern: string;
  failures: readonly ParticipantFailure[];
  results?: JsonObject;
  steps?: readonly StepResult[];
  attempts?: readonly Attempt[];
}> {
  static override readonly code = 'PATTERN_FAILED';
  /** Name of the pattern's class, such as `ParallelLLM`. */
  declare readonly pattern: string;
  declare readonly failures: readonly ParticipantFailure[];
  /** Results of a `ParallelLLM`, by the name of the participant. */
  declare readonly results?: JsonObject;
  /** Steps of an `Orchestrator`. */
  declare readonly steps?: readonly StepResult[];
  /** Attempts of an `EvaluatorOptimizerLLM`. */
  declare readonly attempts?: readonly Attempt[];
}
