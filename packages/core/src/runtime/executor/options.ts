import type { Duration } from '../values/duration.ts';
import type { JsonObject } from '../values/json.ts';

/** Whether an id may be used again after a workflow of that id has closed. mcp-agent's and Temporal's names. */
export type IdReusePolicy = 'allow_duplicate' | 'allow_duplicate_failed_only' | 'reject_duplicate';

/** What happens when a workflow of that id is running. */
export type IdConflictPolicy = 'fail' | 'use_existing' | 'terminate_existing';

/** Names and values that a workflow can be found by. */
export type SearchAttributes = Readonly<Record<string, string | number | boolean>>;

/** How a workflow is started. */
export interface StartOptions {
  /** Default: the workflow's name and a UUID. */
  readonly workflowId?: string;
  /** Default: `allow_duplicate`. */
  readonly idReusePolicy?: IdReusePolicy;
  /**
   * Default: `fail`. `terminate_existing` with the reuse policy `reject_duplicate` is refused: the id of the terminated
   * workflow could not be used again.
   */
  readonly idConflictPolicy?: IdConflictPolicy;
  /** How long the workflow may take, all runs of `continueAsNew` together. Default: no limit. */
  readonly executionTimeout?: Duration;
  /** How long one run may take. Default: no limit. */
  readonly runTimeout?: Duration;
  /** What is known of the workflow beside its input; `describe` gives it. */
  readonly memo?: JsonObject;
  /** What the workflow can be found by with `listWorkflows`. Temporal wants the names registered with the server. */
  readonly searchAttributes?: SearchAttributes;
  /**
   * Starts the workflow again and again, by a cron expression such as `0 12 * * *` (UTC).
   * Engines that do not outlive their process throw {@link CapabilityError}.
   */
  readonly cron?: string;
}
