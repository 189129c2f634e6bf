import type { ErrorData } from '../errors/data.ts';
import type { JsonValue } from '../values/json.ts';
import type { StuckWorkflow } from './status.ts';

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
