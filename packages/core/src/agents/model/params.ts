import type { Duration } from '../../runtime/values/duration.ts';

/** How much a reasoning model thinks before it answers. */
export type ReasoningEffort = 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max';

/** Limits on the tokens and the cost of a run. */
export interface UsageLimit {
  /** Input and output tokens together. */
  readonly tokens?: number;
  /** Dollars. Requires a price for the model in the settings (`prices`). */
  readonly cost?: number;
}

/** Parameters of a model request. mcp-agent's `RequestParams`. */
export interface RequestParams {
  /** Default: the provider's `defaultModel` in the settings. */
  readonly model?: string;
  /** Maximum number of tokens in one answer. Default: the service's own. */
  readonly maxTokens?: number;
  readonly temperature?: number;
  /** Maximum number of model calls for one answer. Default: 10. */
  readonly maxIterations?: number;
  /** Whether the tool calls of one answer run concurrently. Default: true. */
  readonly parallelToolCalls?: boolean;
  /** Whether the conversation includes earlier messages. Default: true. */
  readonly useHistory?: boolean;
  /** Replaces the agent's instruction. */
  readonly systemPrompt?: string;
  readonly stopSequences?: readonly string[];
  /** How much a reasoning model thinks. Default: from the settings, or the service's own. */
  readonly reasoningEffort?: ReasoningEffort;
  /** Metadata that the service stores with the request, such as OpenAI's `metadata`. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Whether the service enforces the schemas of tools and results, where it can. Default: false. */
  readonly strict?: boolean;
  /** Limit for all model calls of one `generate` together. Exceeding it throws {@link BudgetExceededError}. */
  readonly limit?: UsageLimit;
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

/** Returns the parameters that the model's activity reads, without those that only the workflow uses. */
export function modelParams(params: RequestParams): RequestParams {
  const asked: { -readonly [Name in keyof RequestParams]: RequestParams[Name] } = { ...params };
  delete asked.maxIterations;
  delete asked.useHistory;
  delete asked.systemPrompt;
  delete asked.limit;
  return asked;
}
