import type { JsonObject, ModelServiceSettings } from '@mcp-agent/core';

/** A named service with the provider `ai-sdk`. */
export interface AISDKSettings extends ModelServiceSettings {
  /**
   * Name of an npm package with a provider of the AI SDK, such as `@ai-sdk/google`. The process that runs activities
   * imports it.
   */
  readonly package: string;
  /**
   * Name of the package's function that creates the provider, such as `createVertex`. Default: the one whose name
   * starts with `create`.
   */
  readonly factory?: string;
  /** Further options for that function, such as `region` or `project`, in the form of the package. */
  readonly options?: JsonObject;
  /**
   * Options for each call, by the provider's name, in the form of the package, such as
   * `{ google: { thinkingConfig: { includeThoughts: true } } }`.
   */
  readonly providerOptions?: Readonly<Record<string, JsonObject>>;
}

declare module '@mcp-agent/core' {
  interface ProviderSettings {
    readonly 'ai-sdk': AISDKSettings;
  }
}
