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
}
