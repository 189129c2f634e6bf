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
  /** Input tokens that were read from the service's cache. */
  readonly cachedInputTokens?: number;
  /** Output tokens that were spent on reasoning. */
  readonly reasoningTokens?: number;
}

/** Price of a model's tokens, in dollars per million. */
export interface ModelPrice {
  /** Price of input tokens, in dollars per million. */
  readonly input: number;
  /** Price of output tokens, reasoning included, in dollars per million. */
  readonly output: number;
  /** Price of input tokens read from the service's cache, in dollars per million. Default: the price of `input`. */
  readonly cachedInput?: number;
}

/** Returns the cost of an answer in dollars, or `undefined` if the model has no price. */
export function costOf(usage: Usage, model: string, { prices = {} }: AllSettings): number | undefined {
  const name = Object.keys(prices)
    .filter((known) => model.startsWith(known))
    .toSorted((one, other) => other.length - one.length)[0];
  const price = name === undefined ? undefined : prices[name];
  if (price === undefined) return undefined;
  const { inputTokens, outputTokens, cachedInputTokens = 0 } = usage;
  const { input, output, cachedInput = input } = price;
  const fresh = inputTokens - cachedInputTokens;
  return (fresh * input + cachedInputTokens * cachedInput + outputTokens * output) / 1_000_000;
}
