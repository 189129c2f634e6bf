import type { ErrorData } from '../errors/data.ts';
import type { JsonValue } from '../values/json.ts';

export type StepStatus = 'running' | 'completed' | 'failed' | 'cancelled' | 'timed_out';

/**
 * One thing that a workflow did or that came to it, in one shape for all engines. Times are milliseconds
 * since 1970.
 */
export interface HistoryStep {
  readonly type: 'activity' | 'timer' | 'child' | 'signal' | 'update';
  /** The activity's, child workflow's, signal's or update's name; empty for a timer. */
  readonly name: string;
  readonly status: StepStatus;
  /** The id of a child workflow. */
  readonly workflowId?: string;
  readonly startedAt: number;
  readonly endedAt?: number;
  /** How often it was tried. */
  readonly attempts: number;
  readonly input?: JsonValue;
  readonly output?: JsonValue;
  readonly error?: ErrorData;
  /** While an activity waits for its next attempt: when that is, and why the last one failed. */
  readonly retry?: { readonly at: number; readonly error: ErrorData };
}
