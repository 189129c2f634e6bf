import type { ErrorData } from '../../runtime/errors/data.ts';
import type { PlannedTask } from './plan.ts';

/** A participant of a pattern that failed. */
export interface ParticipantFailure {
  /** Name of the participant, such as one of `fanOut`, or its role: `fanIn`, `planner`, `optimizer`. */
  readonly name: string;
  /** The error as JSON, without stacks. `errorFromData` creates the error. */
  readonly error: ErrorData;
}

/** A completed task of a step. */
export interface CompletedTask extends PlannedTask {
  readonly status: 'completed';
  readonly result: string;
}

/** A failed task of a step. */
export interface FailedTask extends PlannedTask {
  readonly status: 'failed';
  readonly error: ErrorData;
}

/** A task that has ended. */
export type TaskResult = CompletedTask | FailedTask;

/** A step whose tasks have ended. Without tasks that were not started, because another failed. */
export interface StepResult {
  readonly description: string;
  readonly tasks: readonly TaskResult[];
}

/** Rating of an answer, as the evaluator assigns it. */
export type QualityRating = 'poor' | 'fair' | 'good' | 'excellent';

/** The evaluator's verdict on an answer. */
export interface EvaluationResult {
  readonly rating: QualityRating;
  readonly feedback: string;
  /** Points that the next attempt should improve first. */
  readonly focusAreas: readonly string[];
}

/** An answer with its evaluation. */
export interface Attempt {
  readonly response: string;
  /** Absent if the evaluator failed. */
  readonly evaluation?: EvaluationResult;
}
