/** How long a reasoning model thinks before it answers. */
export type ReasoningEffort = 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max';

/** The most that something may take. */
export interface UsageLimit {
  /** Tokens, those of inputs and outputs together. */
  readonly tokens?: number;
  /** Dollars. It takes a price for the model in the settings (`prices`). */
  readonly cost?: number;
}

/** How a model is asked. mcp-agent's `RequestParams`. */
export interface RequestParams {
  /** Default: the provider's `defaultModel` in the settings. */
  readonly model?: string;
  /** The most tokens in one answer. Default: the service's own. */
  readonly maxTokens?: number;
  readonly temperature?: number;
  /** How many times the model may be asked for one answer. Default: 10. */
  readonly maxIterations?: number;
  /** Whether several tool calls of one answer run at the same time. Default: true. */
  readonly parallelToolCalls?: boolean;
  /** Whether what was said before is part of the conversation. Default: true. */
  readonly useHistory?: boolean;
  /** In place of the agent's instruction. */
  readonly systemPrompt?: string;
  readonly stopSequences?: readonly string[];
  /** How long a reasoning model thinks before it answers. Default: the settings', or the service's own. */
  readonly reasoningEffort?: ReasoningEffort;
  /** What the service keeps with the request, such as OpenAI's `metadata`. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Whether the service itself must keep to the schemas of tools and results, where it can. Default: false. */
  readonly strict?: boolean;
  /** What all calls of one `generate` may take together; beyond it a {@link BudgetExceededError} ends it. */
  readonly limit?: UsageLimit;
}

/** As much of the parameters as the model's activity reads: the rest is the workflow's. */
export function modelParams(params: RequestParams): RequestParams {
  const asked: { -readonly [Name in keyof RequestParams]: RequestParams[Name] } = { ...params };
  delete asked.maxIterations;
  delete asked.useHistory;
  delete asked.systemPrompt;
  delete asked.limit;
  return asked;
}
