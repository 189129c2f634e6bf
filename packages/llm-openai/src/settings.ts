import type { ReasoningEffort } from '@mcp-agent/core/provider';

/** The `openai` section of the settings. */
export interface OpenAISettings {
  /** API key. For a service that requires none, use any text. Default: the environment variable `OPENAI_API_KEY`. */
  readonly apiKey?: string;
  /**
   * Base URL of the service, with its path, such as `http://localhost:11434/v1` for Ollama. Default: the environment
   * variable `OPENAI_BASE_URL`, or `https://api.openai.com/v1`.
   */
  readonly baseUrl?: string;
  /**
   * API to use: `chat` for Chat Completions, which many other services support too; `responses` for OpenAI's newer
   * API, in which reasoning models keep their reasoning between tool calls. Default: `chat`.
   */
  readonly api?: 'chat' | 'responses';
  /** Default model, if the code names none. Default: `gpt-4o`. */
  readonly defaultModel?: string;
  /**
   * Reasoning effort, if the code sets none. Not sent to `gpt-3.5*`, `gpt-4*` and `chatgpt-*`, which reject it. Default:
   * the service decides.
   */
  readonly reasoningEffort?: ReasoningEffort;
  /** Identifier of the end user, so that the service can detect abuse. */
  readonly user?: string;
  /** HTTP headers sent with every request. */
  readonly defaultHeaders?: Readonly<Record<string, string>>;
  /** Organization to which usage is attributed. Default: the environment variable `OPENAI_ORG_ID`. */
  readonly organization?: string;
}

/** The `azure` section of the settings: OpenAI models on Azure. */
export interface AzureSettings {
  /** API key. Default: the environment variable `AZURE_OPENAI_API_KEY`. */
  readonly apiKey?: string;
  /** Entra ID token, instead of an API key. It is not renewed. */
  readonly azureAdToken?: string;
  /**
   * URL of the resource, such as `https://name.openai.azure.com`. A URL with `/openai/deployments/NAME` is used
   * unchanged. Default: the environment variable `AZURE_OPENAI_ENDPOINT`.
   */
  readonly endpoint?: string;
  /** API version. Default: the environment variable `OPENAI_API_VERSION`, or `2024-10-21`. */
  readonly apiVersion?: string;
  /** Deployment name. Default: the model's name. */
  readonly azureDeployment?: string;
  /** Default model, if the code names none. Default: the deployment name, or `gpt-4o`. */
  readonly defaultModel?: string;
}

declare module '@mcp-agent/core' {
  interface Settings {
    /** OpenAI, or a service with an OpenAI-compatible API. Read by `@mcp-agent/llm-openai`. */
    readonly openai?: OpenAISettings;
    /** OpenAI models on Azure. Read by `@mcp-agent/llm-openai`. */
    readonly azure?: AzureSettings;
  }
}
