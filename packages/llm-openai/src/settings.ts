import type { ModelServiceSettings } from '@mcp-agent/core';
import type { ProfileName, ProfileOverrides } from './profiles/profile.ts';

/** The `openai` section of the settings, or a named service with the provider `openai`. */
export interface OpenAISettings extends ModelServiceSettings {
  /**
   * API key. For a service that requires none, use any text. Default of the section `openai`: the environment variable
   * `OPENAI_API_KEY`.
   */
  readonly apiKey?: string;
  /**
   * Base URL of the service, with its path, such as `http://localhost:11434/v1` for Ollama. Default of the section
   * `openai`: the environment variable `OPENAI_BASE_URL`, or `https://api.openai.com/v1`.
   */
  readonly baseUrl?: string;
  /**
   * API to use: `responses` for OpenAI's newer API, in which reasoning models keep their reasoning between tool calls;
   * `chat` for Chat Completions, which other services support. Default: `responses` for OpenAI, `chat` for any other
   * base URL.
   */
  readonly api?: 'chat' | 'responses';
  /**
   * What the service accepts: the name of a service, or changes. Default: chosen by base URL and model; what an unknown
   * server rejects is learned from its errors.
   */
  readonly profile?: ProfileName | ProfileOverrides;
  /** Default model, if the code names none. Default: `gpt-6.1-sol`, for OpenAI only. */
  readonly defaultModel?: string;
  /** Organization to which usage is attributed. Default: the environment variable `OPENAI_ORG_ID`. */
  readonly organization?: string;
}

/** The `azure` section of the settings: OpenAI models on Azure. */
export interface AzureSettings extends ModelServiceSettings {
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
  /**
   * API to use: `chat` for Chat Completions; `responses` for OpenAI's newer API, at the resource's `/openai/v1`, which
   * current models need for tools. Default: `chat`.
   */
  readonly api?: 'chat' | 'responses';
  /** What the service accepts: the name of a service, or changes. Default: `azure`. */
  readonly profile?: ProfileName | ProfileOverrides;
  /** Deployment name. Default: the model's name. */
  readonly azureDeployment?: string;
  /** Default model, if the code names none. Default: the deployment name, or `gpt-6.1-sol`. */
  readonly defaultModel?: string;
}

declare module '@mcp-agent/core' {
  interface Settings {
    /** OpenAI, or a service with an OpenAI-compatible API. Read by `@mcp-agent/llm-openai`. */
    readonly openai?: OpenAISettings;
    /** OpenAI models on Azure. Read by `@mcp-agent/llm-openai`. */
    readonly azure?: AzureSettings;
  }

  interface ProviderSettings {
    readonly openai: OpenAISettings;
    readonly azure: AzureSettings;
  }
}
