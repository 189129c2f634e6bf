import type { JsonObject } from '../values/json.ts';
import type { StuckWorkflow } from './history.ts';
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

/** Filter of a workflow list. A workflow must match all fields. */
export interface WorkflowFilter {
  readonly workflowName?: string;
  readonly status?: WorkflowStatus;
  readonly searchAttributes?: SearchAttributes;
  /** Maximum number of results. Default: 100. */
  readonly limit?: number;
}
