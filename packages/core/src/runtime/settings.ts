import type { RetryPolicy } from './activity/retry-policy.ts';
import type { LogLevel } from './workflow/runtime.ts';

/**
 * Settings of activities: servers, keys, defaults. Only the process that runs activities has them; they are
 * never in workflow code or in a history. A package adds its own section by declaration merging:
 *
 * @example
 * ```ts
 * declare module '@mcp-agent/core' {
 *   interface Settings {
 *     readonly acme?: { readonly apiKey?: string };
 *   }
 * }
 * ```
 */
export interface Settings {
  /** Logging of workflows, activities and MCP servers. Lines are written to stderr. */
  readonly logger?: {
    /** Minimum level of the lines that are logged. Default: `info`. */
    readonly level?: LogLevel | 'warning';
    /** `none` disables logging; any other value has no effect. Default: `console`. */
    readonly type?: string;
  };
  /**
   * Retry policies of activities, for the fields that the code does not set, by the activity's name. The most specific
   * key wins: the full name, the end of a name after a dot, the beginning of a name followed by `*`, or `*` for all. In a
   * file, an interval is a number of seconds, or text such as `1 minute`.
   */
  readonly workflowTaskRetryPolicies?: Readonly<Record<string, RetryPolicy>>;
}
