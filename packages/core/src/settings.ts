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
// oxlint-disable-next-line typescript/no-empty-object-type -- its sections come from the packages that read them
export interface Settings {}
