import type { Duration } from '../values/duration.ts';
import type { JsonObject } from '../values/json.ts';

/** Whether the id of a closed workflow can be reused. The values are those of mcp-agent and Temporal. */
export type IdReusePolicy = 'allow_duplicate' | 'allow_duplicate_failed_only' | 'reject_duplicate';

/** What happens if a workflow with the same id is running. */
export type IdConflictPolicy = 'fail' | 'use_existing' | 'terminate_existing';

/** Indexed names and values for finding a workflow. */
export type SearchAttributes = Readonly<Record<string, string | number | boolean>>;

/** Options of a workflow start. */
export interface StartOptions {
  /** Default: the workflow's name followed by a UUID. */
  readonly workflowId?: string;
  /** Default: `allow_duplicate`. */
  readonly idReusePolicy?: IdReusePolicy;
  /**
   * Default: `fail`. `terminate_existing` cannot be combined with the reuse policy `reject_duplicate`, because
   * the id of the terminated workflow could not be reused.
   */
  readonly idConflictPolicy?: IdConflictPolicy;
  /** Maximum duration of the workflow, including all runs of `continueAsNew`. Default: no limit. */
  readonly executionTimeout?: Duration;
  /** Maximum duration of one run. Default: no limit. */
  readonly runTimeout?: Duration;
  /** Metadata of the workflow. `describe` returns it. */
  readonly memo?: JsonObject;
  /** Attributes for finding the workflow with `listWorkflows`. On Temporal, register the names with the server. */
  readonly searchAttributes?: SearchAttributes;
  /**
   * Starts the workflow on a schedule: a cron expression in UTC, such as `0 12 * * *`. Engines that do not
   * outlive their process throw {@link CapabilityError}.
   */
  readonly cron?: string;
}
