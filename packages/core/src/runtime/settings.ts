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
  readonly logger?: {
    /** Minimum level of the lines that are logged. Default: `info`. */
    readonly level?: LogLevel | 'warning';
    /** `none` disables logging. Default: `console`, which writes to stderr. */
    readonly type?: string;
  };
}
