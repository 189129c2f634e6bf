import type { ReasoningEffort } from '@mcp-agent/core';

/** The section `openai` of the settings. */
export interface OpenAISettings {
  /** Default: the environment's `OPENAI_API_KEY`. */
  readonly apiKey?: string;
  /** Where the service is, with its path. Default: the environment's `OPENAI_BASE_URL`, or OpenAI's own. */
  readonly baseUrl?: string;
  /** The model where the code names none. Default: `gpt-4o`. */
  readonly defaultModel?: string;
  /** Not sent to a model that does not reason. Default: the service decides. */
  readonly reasoningEffort?: ReasoningEffort;
  /** The end user for whom requests are made, so that the service can tell who misuses it. */
  readonly user?: string;
  /** HTTP headers of every request. */
  readonly defaultHeaders?: Readonly<Record<string, string>>;
  /** Default: the environment's `OPENAI_ORG_ID`. */
  readonly organization?: string;
}

declare module '@mcp-agent/core' {
  interface Settings {
    /** OpenAI, or a service that speaks its protocol. Read by `@mcp-agent/llm-openai`. */
    readonly openai?: OpenAISettings;
  }
}
