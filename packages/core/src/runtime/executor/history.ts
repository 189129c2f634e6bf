import type { ErrorData } from '../errors/data.ts';
import type { StuckReason } from '../errors/workflow.ts';
import type { JsonValue } from '../values/json.ts';

export type StepStatus = 'running' | 'completed' | 'failed' | 'cancelled' | 'timed_out';

/** A step of a workflow, or a message to it, in the same form for all engines. Times are milliseconds since 1970. */
export interface HistoryStep {
  /**
   * `turn` is the code of a workflow that the engine fails to run: always the last step, and gone when the run continues.
   */
  readonly type: 'activity' | 'timer' | 'child' | 'signal' | 'update' | 'turn';
  /** Name of the activity, child workflow, signal or update. Empty for a timer and a turn. */
  readonly name: string;
  readonly status: StepStatus;
  /** Workflow id of a child. */
  readonly workflowId?: string;
  readonly startedAt: number;
  readonly endedAt?: number;
  /** Number of attempts. */
  readonly attempts: number;
  readonly input?: JsonValue;
  readonly output?: JsonValue;
  readonly error?: ErrorData;
  /** Set while an activity waits for its next attempt: its start time, and the error of the last attempt. */
  readonly retry?: { readonly at: number; readonly error: ErrorData };
  /** Set for a turn, and for a running child that makes no progress. */
  readonly stuck?: StuckWorkflow;
}

/** Why a run makes no progress. */
export interface StuckWorkflow {
  /** Time of the first failure, in milliseconds since 1970. */
  readonly since: number;
  /** Number of attempts so far. */
  readonly attempts: number;
  readonly reason: StuckReason;
  /** What is wrong and what to do. Its cause is the failure as the engine reports it. */
  readonly error: ErrorData;
  /**
   * The step of `history()` that the code differs from, if `reason` is `non_determinism`; otherwise the last step before
   * the failure. Absent if the run has no step.
   */
  readonly step?: { readonly index: number; readonly type: HistoryStep['type']; readonly name: string };
}
