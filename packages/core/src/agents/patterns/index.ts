export type { Candidate, Candidates } from './candidate.ts';
export type { Confidence } from './confidence.ts';
export {
  type Attempt,
  type EvaluationResult,
  EvaluatorOptimizerLLM,
  type EvaluatorOptimizerOptions,
  type OptimizationResult,
  type QualityRating,
} from './evaluator-optimizer.ts';
export {
  type ExtractedEntity,
  type Intent,
  type IntentClassification,
  type IntentClassifierOptions,
  LLMIntentClassifier,
} from './intent-classifier.ts';
export type { TextGenerator, Participant, PatternOptions } from './text-generator.ts';
export {
  Orchestrator,
  type OrchestratorOptions,
  type PlanResult,
  type StepResult,
  type TaskResult,
} from './orchestrator.ts';
export {
  type FanIn,
  type FanInResult,
  type FanOut,
  type FanOutResults,
  ParallelLLM,
  type ParallelOptions,
} from './parallel.ts';
export type { PlannedTask } from './plan.ts';
export {
  type AgentRoute,
  type FunctionRoute,
  LLMRouter,
  type RouteFunction,
  type RouteFunctions,
  type RouterOptions,
  type RouteServers,
  type ServerRoute,
  type TopK,
} from './router.ts';
