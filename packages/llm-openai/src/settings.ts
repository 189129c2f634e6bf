import type { ReasoningEffort } from '@mcp-agent/core/provider';

/** The section `openai` of the settings. */
export interface OpenAISettings {
  /** Default: the environment's `OPENAI_API_KEY`. */
  readonly apiKey?: string;
  /** Where the service is, with its path. Default: the environment's `OPENAI_BASE_URL`, or OpenAI's own. */
  readonly baseUrl?: string;
  /**
   * How the service is spoken to: `chat` is Chat Completions, which services of many others speak as well;
   * `responses` is OpenAI's newer one, where a model that reasons keeps its thoughts between tool calls.
   * Default: `chat`.
   */
  readonly api?: 'chat' | 'responses';
  /** The model where the code names none. Default: `gpt-4o`. */
  readonly defaultModel?: string;
  /** Where the code names none. Not sent to a model that does not reason. Default: the service decides. */
  readonly reasoningEffort?: ReasoningEffort;
  /** The end user for whom requests are made, so that the service can tell who misuses it. */
  readonly user?: string;
  /** HTTP headers of every request. */
  readonly defaultHeaders?: Readonly<Record<string, string>>;
  /** Default: the environment's `OPENAI_ORG_ID`. */
  readonly organization?: string;
}

/** The section `azure` of the settings: OpenAI's models on Azure. */
export interface AzureSettings {
  /** Default: the environment's `AZURE_OPENAI_API_KEY`. */
  readonly apiKey?: string;
  /** A token of Entra ID, in place of a key. */
  readonly azureAdToken?: string;
  /**
   * The resource's address, such as `https://name.openai.azure.com`; one with `/openai/deployments/NAME` is
   * used as it is. Default: the environment's `AZURE_OPENAI_ENDPOINT`.
   */
  readonly endpoint?: string;
  /** The version of the API. Default: the environment's `OPENAI_API_VERSION`, or `2024-10-21`. */
  readonly apiVersion?: string;
  /** The deployment's name. Default: the model's. */
  readonly azureDeployment?: string;
  /** The model where the code names none. Default: the deployment's name, or `gpt-4o`. */
  readonly defaultModel?: string;
}

declare module '@mcp-agent/core' {
  interface Settings {
    /** OpenAI, or a service that speaks its protocol. Read by `@mcp-agent/llm-openai`. */
    readonly openai?: OpenAISettings;
    /** OpenAI's models on Azure. Read by `@mcp-agent/llm-openai`. */
    readonly azure?: AzureSettings;
  }
}
