import type { Anthropic } from '@anthropic-ai/sdk';
import type { RequestParams } from '@mcp-agent/core';
import { isAdaptive } from './models.ts';

/** Tokens for thinking, of models that take a budget in place of an effort. */
const BUDGETS = {
  minimal: 1_024,
  low: 4_096,
  medium: 10_000,
  high: 20_000,
  xhigh: 32_000,
  max: 32_000,
} as const;

/** Tokens for thinking of models with an effort, in addition to those of the answer, if the request sets no limit. */
const ADAPTIVE_TOKENS = 24_000;

/** The thinking of a request. */
export interface Thinking {
  readonly thinking?: Anthropic.ThinkingConfigParam;
  readonly effort?: NonNullable<Anthropic.OutputConfig['effort']>;
  /** Tokens to add to the default limit of the answer; if the request sets a limit, those that it lacks. */
  readonly tokens: number;
  /** Whether the limit of the request must be raised by `tokens`, because the API requires a larger one. */
  readonly isBudget: boolean;
}

/**
 * Converts the reasoning effort. The API rejects thinking if the request forces a tool call, and a budget if earlier
 * answers lack their thinking.
 *
 * @param isForced whether the request forces a tool call
 * @param keepsThinking whether the request has the thinking of earlier answers
 */
export function toThinking(
  { reasoningEffort: effort, reasoningSummary }: RequestParams,
  model: string,
  isForced: boolean,
  keepsThinking: boolean,
): Thinking {
  const none = { tokens: 0, isBudget: false };
  if (effort === undefined) return none;
  if (effort === 'none') return { ...none, thinking: { type: 'disabled' } };
  const display = reasoningSummary === 'omitted' || reasoningSummary === 'none' ? 'omitted' : 'summarized';
  if (isAdaptive(model)) {
    const level = effort === 'minimal' ? 'low' : effort;
    if (isForced) return { ...none, effort: level };
    return {
      thinking: { type: 'adaptive', display },
      effort: level,
      tokens: ADAPTIVE_TOKENS,
      isBudget: false,
    };
  }
  if (isForced || !keepsThinking) return none;
  const tokens = BUDGETS[effort];
  return { thinking: { type: 'enabled', budget_tokens: tokens }, tokens, isBudget: true };
}
