import type { ErrorData } from '../errors/data.ts';
import type { JsonObject } from '../values/json.ts';
import type { StuckReason } from '../errors/workflow.ts';
import type { HistoryStep } from './history.ts';
import type { SearchAttributes } from './options.ts';

/** Status of a workflow run. */
export type WorkflowStatus =
  | 'running'
  /** The workflow is running, and its next step waits for `resume`. */
  | 'paused'
  | 'completed'
  | 'failed'
  | 'cancelled'
  | 'terminated'
  | 'timed_out'
  | 'continued_as_new';

/** Description of a workflow run. Times are milliseconds since 1970. */
export interface WorkflowDescription {
  readonly workflowId: string;
  readonly runId: string;
  readonly workflowName: string;
  readonly status: WorkflowStatus;
  readonly startedAt: number;
  readonly closedAt?: number;
  readonly memo: JsonObject;
  readonly searchAttributes: SearchAttributes;
  readonly parent?: { readonly workflowId: string; readonly runId: string };
  /** Set while the engine fails to run the workflow's code. The run continues once the fault is mended. */
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

/** Filter of a workflow list. A workflow must match all fields. */
export interface WorkflowFilter {
  readonly workflowName?: string;
  readonly status?: WorkflowStatus;
  readonly searchAttributes?: SearchAttributes;
  /** Maximum number of results. Default: 100. */
  readonly limit?: number;
}
