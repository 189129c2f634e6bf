export type { Candidate, Candidates } from './candidate.ts';
export type { Confidence } from './confidence.ts';
export {
  EvaluatorOptimizerLLM,
  type EvaluatorOptimizerOptions,
  type OptimizationResult,
} from './evaluator-optimizer.ts';
export {
  type ExtractedEntity,
  type Intent,
  type IntentClassification,
  type IntentClassifierOptions,
  LLMIntentClassifier,
} from './intent-classifier.ts';
export type {
  FailureOptions,
  OnFailure,
  Participant,
  PatternOptions,
  TextGenerator,
} from './text-generator.ts';
export { Orchestrator, type OrchestratorOptions, type PlanResult } from './orchestrator.ts';
export {
  type FanIn,
  type FanInInput,
  type FanOut,
  type FanOutResults,
  ParallelLLM,
  type ParallelOptions,
} from './parallel.ts';
export type { PlannedTask } from './plan.ts';
export type {
  Attempt,
  CompletedTask,
  EvaluationResult,
  FailedTask,
  ParticipantFailure,
  QualityRating,
  StepResult,
  TaskResult,
} from './results.ts';
export { LLMRouter, type RouterOptions, type TopK } from './router.ts';
export type {
  AgentRoute,
  FunctionRoute,
  RouteFunction,
  RouteFunctions,
  RouteServers,
  ServerRoute,
} from './routes.ts';
