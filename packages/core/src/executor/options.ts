import type { Duration } from '../values/duration.ts';

/** Whether an id may be used again after a workflow of that id has closed. mcp-agent's and Temporal's names. */
export type IdReusePolicy = 'allow_duplicate' | 'allow_duplicate_failed_only' | 'reject_duplicate';

/** What happens when a workflow of that id is running. */
export type IdConflictPolicy = 'fail' | 'use_existing' | 'terminate_existing';

/** How a workflow is started. */
export interface StartOptions {
  /** Default: the workflow's name and a UUID. */
  readonly workflowId?: string;
  /** Default: `allow_duplicate`. */
  readonly idReusePolicy?: IdReusePolicy;
  /** Default: `fail`. */
  readonly idConflictPolicy?: IdConflictPolicy;
  /** How long the workflow may take, all runs of `continueAsNew` together. Default: no limit. */
  readonly executionTimeout?: Duration;
  /** How long one run may take. Default: no limit. */
  readonly runTimeout?: Duration;
}
