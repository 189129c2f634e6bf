import type { Settings } from '../../runtime/settings.ts';

declare module '../../runtime/settings.ts' {
  interface Settings {
    /**
     * What models cost, by their names or the beginnings of them: `gpt-4o` is also the price of
     * `gpt-4o-2024-11-20`, unless that has one of its own. A model that is not here has no known cost.
     */
    readonly prices?: Readonly<Record<string, ModelPrice>>;
  }
}

/** How many tokens an answer took. */
export interface Usage {
  readonly inputTokens: number;
  /** With those that the model spent on thinking. */
  readonly outputTokens: number;
  /** How many of the input's were read from the service's cache. */
  readonly cachedInputTokens?: number;
  /** How many of the output's were spent on thinking. */
  readonly reasoningTokens?: number;
}

/** What a model's tokens cost, in dollars for a million. */
export interface ModelPrice {
  readonly input: number;
  readonly output: number;
  /** Default: that of `input`. */
  readonly cachedInput?: number;
}

/** What an answer cost in dollars; `undefined` where no price is known. */
export function costOf(usage: Usage, model: string, { prices = {} }: Settings): number | undefined {
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
