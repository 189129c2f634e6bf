import type { Duration } from '../../runtime/values/duration.ts';
import type { JsonObject } from '../../runtime/values/json.ts';
import type { CallSettings } from '../calls/call-settings.ts';
import type { AllowedTools } from './allowed-tools.ts';

/** How much a reasoning model thinks before it answers. */
export type ReasoningEffort = 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max';

/** Which tools the model may call: any, at least one, none, or the one with this name. */
export type ToolChoice = 'auto' | 'required' | 'none' | { readonly tool: string };

/**
 * How a structured answer is requested:
 *
 * - `schema`: the service enforces the JSON Schema of the answer
 * - `tool`: the model calls a tool whose arguments are the answer
 * - `json`: the service enforces JSON, and the instruction has the schema
 * - `prompt`: only the instruction has the schema
 */
export type StructuredMode = 'schema' | 'tool' | 'json' | 'prompt';

/**
 * A tool that the service itself runs: a name that the provider translates, or a declaration that is sent as it is,
 * such as `{ type: 'web_search_preview', search_context_size: 'low' }`.
 */
export type ServiceTool = 'web_search' | 'code_execution' | (JsonObject & { readonly type: string });

/** Caching of the start of a prompt, which later requests with the same start read at a lower price. */
export interface PromptCache {
  /** Minimum lifetime of an entry, in the words of the service, such as `5m`, `1h` or `24h`. Default: the service's own. */
  readonly ttl?: string;
  /** Groups requests with the same start, for services that route by a key: OpenAI's `prompt_cache_key`. */
  readonly key?: string;
}

/**
 * Limits of usage. A `UsageBudget` shares one limit between several calls, agents or patterns.
 */
export interface UsageLimit {
  /** Input and output tokens together. */
  readonly tokens?: number;
  /** Dollars. Requires a price for the model in the settings (`prices`). */
  readonly cost?: number;
  /** Time from the start of the call, or from the first call of a shared budget, with the time that people take. */
  readonly time?: Duration;
}

/** Parameters of a model request that the settings of a service can set for all its requests. */
export interface ModelDefaults {
  /** Maximum number of tokens in one answer. Default: the service's own. */
  readonly maxTokens?: number;
  /** Randomness of the sampling: 0 is the least. The upper end depends on the service. */
  readonly temperature?: number;
  /** Probability mass of the tokens to sample from: nucleus sampling. */
  readonly topP?: number;
  /** Number of the most likely tokens to sample from. */
  readonly topK?: number;
  /** Seed for repeatable sampling, as far as the service can. */
  readonly seed?: number;
  /** Makes tokens that the text already has less likely. */
  readonly presencePenalty?: number;
  /** Makes tokens less likely the more often the text has them. */
  readonly frequencyPenalty?: number;
  /** How much a reasoning model thinks. Default: the service's own. */
  readonly reasoningEffort?: ReasoningEffort;
  /** Whether and how the service summarizes the model's reasoning, such as OpenAI's `auto`, `concise` or `detailed`. */
  readonly reasoningSummary?: string;
  /** Processing tier, in the words of the service, such as OpenAI's `flex` or `priority`. */
  readonly serviceTier?: string;
  /** Whether the service stores the request. Default: false where the service has the choice. */
  readonly store?: boolean;
  /** Whether the service enforces the schemas of tools and results, where it can. Default: false. */
  readonly strict?: boolean;
  /** How a structured answer is requested. Default: the first mode that the service supports. */
  readonly structuredMode?: StructuredMode;
  /** Prompt caching. `false` disables it where it costs extra. Default: on where it pays. */
  readonly promptCache?: boolean | PromptCache;
  /** Identifier of the end user, so that the service can detect abuse. */
  readonly user?: string;
  /** Fields to add to the body of the request, in the form of the service. They replace fields of the same name. */
  readonly extraBody?: JsonObject;
}

/** Parameters of a model request. mcp-agent's `RequestParams`. */
export interface RequestParams extends ModelDefaults {
  /** Default: the provider's `defaultModel` in the settings. */
  readonly model?: string;
  /** Name of a service in the settings (`services`). Default: the provider's own section, such as `openai`. */
  readonly service?: string;
  /** Maximum number of model calls for one answer, besides those to correct a structured one. Default: 10. */
  readonly maxIterations?: number;
  /**
   * What to do when the model still calls tools after `maxIterations` calls: throw {@link TurnLimitError}, or request
   * a last answer without tools. Default: `fail`.
   */
  readonly onTurnLimit?: 'fail' | 'answer';
  /** Whether the tool calls of one answer run concurrently. Default: true. */
  readonly parallelToolCalls?: boolean;
  /**
   * Which tools the model may call in its first answer; later answers may call any, unless it is `none`. Default:
   * `auto`.
   */
  readonly toolChoice?: ToolChoice;
  /**
   * The tools that the model may use, of those that the agent allows: `['search_*', 'github/get_issue']`, or a list for
   * each server. mcp-agent's `tool_filter`. Default: all.
   */
  readonly allowedTools?: AllowedTools;
  /** Tools that the service itself runs, such as `web_search`. Default: none. */
  readonly serviceTools?: readonly ServiceTool[];
  /** Whether the conversation includes earlier messages. Default: true. */
  readonly useHistory?: boolean;
  /** Replaces the agent's instruction in a conversation that starts with this call. */
  readonly systemPrompt?: string;
  readonly stopSequences?: readonly string[];
  /** Metadata that the service stores with the request, such as OpenAI's `metadata`. */
  readonly metadata?: Readonly<Record<string, string>>;
  /**
   * HTTP headers to add to the request. They are stored in the history: set secrets in the settings of the service
   * (`defaultHeaders`).
   */
  readonly extraHeaders?: Readonly<Record<string, string>>;
  /**
   * Limit for all model calls of one `generate` together, with those of agents as tools and of sampling by servers. A
   * `UsageBudget` shares it with other calls. Exceeding it throws {@link BudgetExceededError}.
   */
  readonly limit?: UsageLimit;
  /**
   * Timeouts and retries of the model, tool and function calls of this call, in place of those of the agent and the
   * settings, field by field.
   */
  readonly calls?: CallSettings;
}

/** Parameters of a structured request. */
export interface StructuredParams extends RequestParams {
  /** Name of the schema: letters, digits, `_` and `-`. Default: `answer`. */
  readonly name?: string;
  /** Maximum number of requests to the model to correct an invalid answer. Default: 2. */
  readonly maxRepairs?: number;
}

/** Parameters of a streamed request. */
export interface StreamParams extends RequestParams {
  /** Minimum interval between two updates from the model. On Temporal, each is a history event. Default: 200 ms. */
  readonly interval?: Duration;
}

/** Parameters of a streamed structured request. */
export type StructuredStreamParams = StructuredParams & StreamParams;

/** Returns the parameters that the model's activity reads, without those that only the workflow uses. */
export function modelParams(params: RequestParams): RequestParams {
  const asked: { -readonly [Name in keyof RequestParams]: RequestParams[Name] } = { ...params };
  delete asked.maxIterations;
  delete asked.onTurnLimit;
  delete asked.useHistory;
  delete asked.systemPrompt;
  delete asked.limit;
  delete asked.allowedTools;
  delete asked.calls;
  return asked;
}
