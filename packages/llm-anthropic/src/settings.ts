/** The section `anthropic` of the settings. */
export interface AnthropicSettings {
  /** Default: the environment's `ANTHROPIC_API_KEY`. */
  readonly apiKey?: string;
  /** Where the service is, without `/v1`. Default: the environment's `ANTHROPIC_BASE_URL`, or Anthropic's own. */
  readonly baseUrl?: string;
  /** The model where the code names none. Default: `claude-sonnet-5-5`. */
  readonly defaultModel?: string;
}

declare module '@mcp-agent/core' {
  interface Settings {
    /** Anthropic. Read by `@mcp-agent/llm-anthropic`. */
    readonly anthropic?: AnthropicSettings;
  }
}
