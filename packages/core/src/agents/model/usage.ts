import type { Settings as AllSettings } from '../../runtime/settings.ts';

declare module '@mcp-agent/core' {
  interface Settings {
    /**
     * Prices of models, by name or name prefix: `gpt-4o` is also the price of `gpt-4o-2024-11-20`, unless that
     * has its own entry. The cost of a model without an entry is unknown.
     */
    readonly prices?: Readonly<Record<string, ModelPrice>>;
  }
}

/** Token usage of an answer. */
export interface Usage {
  readonly inputTokens: number;
  /** Includes reasoning tokens. */
  readonly outputTokens: number;
  /** Part of the input tokens that was read from the service's cache. */
  readonly cachedInputTokens?: number;
  /** Part of the input tokens that was written to the service's cache. */
  readonly cacheWriteInputTokens?: number;
  /** Output tokens that were spent on reasoning. */
  readonly reasoningTokens?: number;
  /** Whether the counts are estimated from the length of the texts, because the service sent none. */
  readonly estimated?: boolean;
}

/** Usage of a model call. A type alias, because an interface is not assignable to `JsonValue`. */
export type Spent = {
  readonly model: string;
  readonly usage: Usage;
  /** In dollars. Absent if the settings have no price for the model. */
  readonly cost?: number;
};

/** Price of a model's tokens, in dollars per million. */
export interface ModelPrice {
  /** Price of input tokens, in dollars per million. */
  readonly input: number;
  /** Price of output tokens, reasoning included, in dollars per million. */
  readonly output: number;
  /** Price of input tokens read from the service's cache, in dollars per million. Default: the price of `input`. */
  readonly cachedInput?: number;
  /** Price of input tokens written to the service's cache, in dollars per million. Default: the price of `input`. */
  readonly cacheWriteInput?: number;
}

/** Returns the cost of an answer in dollars, or `undefined` if the model has no price. */
export function costOf(usage: Usage, model: string, { prices = {} }: AllSettings): number | undefined {
  const name = Object.keys(prices)
    .filter((known) => model.startsWith(known))
    .toSorted((one, other) => other.length - one.length)[0];
  const price = name === undefined ? undefined : prices[name];
  if (price === undefined) return undefined;
  const { inputTokens, outputTokens, cachedInputTokens = 0, cacheWriteInputTokens = 0 } = usage;
  const { input, output, cachedInput = input, cacheWriteInput = input } = price;
  // Estimated input tokens may be fewer than the reported cached ones.
  const fresh = Math.max(0, inputTokens - cachedInputTokens - cacheWriteInputTokens);
  const dollars =
    fresh * input +
    cachedInputTokens * cachedInput +
    cacheWriteInputTokens * cacheWriteInput +
    outputTokens * output;
  return dollars / 1_000_000;
}
