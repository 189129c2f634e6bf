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
}
