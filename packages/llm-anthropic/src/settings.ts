import type { ModelServiceSettings } from '@mcp-agent/core';

/** The `anthropic` section of the settings, or a named service with the provider `anthropic`. */
export interface AnthropicSettings extends ModelServiceSettings {
  /** API key. Default: the environment variable `ANTHROPIC_API_KEY`. */
  readonly apiKey?: string;
  /**
   * Base URL of the service, without `/v1`. Default: the environment variable `ANTHROPIC_BASE_URL`, or
   * `https://api.anthropic.com`.
   */
  readonly baseUrl?: string;
  /** Default model, if the code names none. Default: `claude-sonnet-5-5`. */
  readonly defaultModel?: string;
}

declare module '@mcp-agent/core' {
  interface Settings {
    /** Anthropic. Read by `@mcp-agent/llm-anthropic`. */
    readonly anthropic?: AnthropicSettings;
  }

  interface ProviderSettings {
    readonly anthropic: AnthropicSettings;
  }
}
