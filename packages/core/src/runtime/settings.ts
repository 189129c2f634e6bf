import type { LogLevel } from './workflow/runtime.ts';

/**
 * What the activities are given: servers, keys, defaults. Held by the process that runs activities; never in
 * workflow code, never in a history. A package that reads a section declares it here by declaration merging:
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
    /** The least important lines that are written. Default: `info`. */
    readonly level?: LogLevel | 'warning';
    /** `none` writes nothing. Default: `console`, which is stderr. */
    readonly type?: string;
  };
}
