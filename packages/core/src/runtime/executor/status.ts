import type { ErrorData } from '../errors/data.ts';
import type { JsonObject } from '../values/json.ts';
import type { SearchAttributes } from './options.ts';

/** What has become of a run. */
export type WorkflowStatus =
  | 'running'
  /** running, and its next step waits for `resume` */
  | 'paused'
  | 'completed'
  | 'failed'
  | 'cancelled'
  | 'terminated'
  | 'timed_out'
  | 'continued_as_new';

/** What an engine says of a run. Times are milliseconds since 1970. */
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
  /** Set while the engine fails to run the workflow's code, and tries again and again. Only Temporal does that. */
  readonly stuck?: StuckWorkflow;
}

/** Why a run makes no progress: its code blocks, or does not do at a replay what it did before. */
export interface StuckWorkflow {
  /** When it failed first, in milliseconds since 1970. */
  readonly since: number;
  /** How often it was tried. */
  readonly attempts: number;
  readonly error: ErrorData;
}

/** Which workflows are listed: those of which all that is said holds. */
export interface WorkflowFilter {
  readonly workflowName?: string;
  readonly status?: WorkflowStatus;
  readonly searchAttributes?: SearchAttributes;
  /** The most that are given. Default: 100. */
  readonly limit?: number;
}
