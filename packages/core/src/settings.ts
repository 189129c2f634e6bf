import type { ModelPrice } from './model/usage.ts';
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
  /**
   * What models cost, by their names or the beginnings of them: `gpt-4o` is also the price of
   * `gpt-4o-2024-11-20`, unless that has one of its own. A model that is not here has no known cost.
   */
  readonly prices?: Readonly<Record<string, ModelPrice>>;
}
