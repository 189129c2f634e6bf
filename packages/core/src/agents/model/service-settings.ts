import type { ModelDefaults } from './params.ts';

declare module '@mcp-agent/core' {
  interface Settings {
    /**
     * Model services by name, in addition to the providers' own sections. A workflow selects one with
     * `RequestParams.service`.
     */
    readonly services?: Readonly<Record<string, NamedService>>;
  }
}

/** Settings that every model service has. A provider's section extends it. */
export interface ModelServiceSettings extends ModelDefaults {
  /** API key. */
  readonly apiKey?: string;
  /** Base URL of the service. */
  readonly baseUrl?: string;
  /** Default model, if the code names none. */
  readonly defaultModel?: string;
  /** HTTP headers sent with every request. */
  readonly defaultHeaders?: Readonly<Record<string, string>>;
  /**
   * Maximum delay that a service may request before a retry, in seconds. If it requests a longer one, the call fails
   * at once with an error that says when the service will be available. Default: 300.
   */
  readonly maxRetryDelaySeconds?: number;
}

/**
 * The settings of each provider, by its name. A provider's package adds its own by declaration merging:
 *
 * @example
 * ```ts
 * declare module '@mcp-agent/core' {
 *   interface ProviderSettings {
 *     readonly acme: AcmeSettings;
 *   }
 * }
 * ```
 */
// oxlint-disable-next-line typescript/no-empty-object-type -- extended by providers
export interface ProviderSettings {}

/** A named service: the provider that speaks its protocol, and the settings of that provider. */
export type NamedService = {
  readonly [Provider in keyof ProviderSettings]: { readonly provider: Provider } & ProviderSettings[Provider];
}[keyof ProviderSettings];
