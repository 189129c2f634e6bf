import type { JsonObject, ReasoningEffort, StructuredMode } from '@mcp-agent/core';

/** The services that the package knows. `compatible` is any other one. */
export type ProfileName =
  | 'openai'
  | 'azure'
  | 'deepseek'
  | 'gemini'
  | 'mistral'
  | 'groq'
  | 'openrouter'
  | 'together'
  | 'xai'
  | 'ollama'
  | 'vllm'
  | 'lmstudio'
  | 'llamacpp'
  | 'compatible';

/** Parameters that have another name with some services, or none. */
export type ProfileParameter =
  | 'maxTokens'
  | 'temperature'
  | 'topP'
  | 'topK'
  | 'seed'
  | 'presencePenalty'
  | 'frequencyPenalty'
  | 'stopSequences'
  | 'reasoningEffort'
  | 'reasoningSummary'
  | 'serviceTier'
  | 'store'
  | 'metadata'
  | 'user'
  | 'promptCacheKey'
  | 'promptCacheTtl'
  | 'parallelToolCalls';

/** The field of each parameter, such as `max_tokens` or `reasoning.effort`; `false` if the service has none. */
export type ProfileFields = Readonly<Record<ProfileParameter, string | false>>;

/** How a service sends the model's reasoning, and when it must see it again. */
export type ReasoningUse =
  /** It rejects or ignores earlier reasoning. */
  | 'never'
  /** It needs the reasoning that led to tool calls. */
  | 'calls'
  /** It fails if a message with tool calls has none. */
  | 'required'
  /** It uses all earlier reasoning. */
  | 'always';

/** Changes to a profile, for a service or a version of it that accepts something else. */
export interface ProfileOverrides {
  /** The profile to change. Default: chosen by base URL and model. */
  readonly base?: ProfileName;
  /** Fields of parameters, such as `seed: random_seed`; `false` if the service has none. */
  readonly fields?: Partial<ProfileFields>;
  /** The reasoning efforts that the service knows. Default: all. */
  readonly efforts?: readonly ReasoningEffort[];
  /** Fields that turn off reasoning, instead of the effort `none`. */
  readonly withoutReasoning?: JsonObject;
  /** Modes of a structured answer, the best one first. */
  readonly structured?: readonly StructuredMode[];
  /** Modes of a structured answer if the request has tools, the best one first. */
  readonly structuredWithTools?: readonly StructuredMode[];
  /** Whether the service can enforce the schemas of tools and answers. */
  readonly strict?: boolean;
  /** Whether the service accepts `stream_options`, without which most send no usage in a stream. */
  readonly streamOptions?: boolean;
  /** Role of the system prompt: `system` or `developer`. */
  readonly systemRole?: 'system' | 'developer';
  /** When the service receives the model's earlier reasoning: `never`, `calls`, `required` or `always`. */
  readonly reasoning?: ReasoningUse;
  /** Whether texts may start with reasoning in `<think>` tags. */
  readonly thinkTags?: boolean;
  /** Form of tool call ids: `any`, or exactly `nine` letters and digits. */
  readonly callIds?: 'any' | 'nine';
  /** Whether metadata is rejected unless the request is stored. */
  readonly metadataNeedsStore?: boolean;
  /** Keywords of JSON Schema that the service rejects in tools and answers. */
  readonly rejectedKeywords?: readonly string[];
  /** Whether the service accepts images: by `url`, only as `data`, or `none`. */
  readonly images?: 'url' | 'data' | 'none';
  /** Whether the service accepts audio. */
  readonly audio?: boolean;
  /** The content part of a document; `file_url` is `file` with a URL in place of the data. */
  readonly files?: 'file' | 'file_url' | 'document_url' | 'none';
  /** Whether a tool result may have images. If not, a user message after it has them. */
  readonly imagesInToolResults?: boolean;
  /** Declarations of the tools `web_search` and `code_execution` that the service runs. */
  readonly serviceTools?: Readonly<Partial<Record<'web_search' | 'code_execution', JsonObject>>>;
}

/** What a service accepts, and how. */
export interface Profile extends Required<
  Omit<ProfileOverrides, 'base' | 'fields' | 'efforts' | 'withoutReasoning'>
> {
  readonly name: ProfileName;
  /** The name of the service in messages. */
  readonly title: string;
  readonly api: 'chat' | 'responses';
  readonly fields: ProfileFields;
  readonly efforts?: readonly ReasoningEffort[];
  readonly withoutReasoning?: JsonObject;
}
