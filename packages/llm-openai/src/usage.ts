import type { Usage } from '@mcp-agent/core';
import { usageOf } from '@mcp-agent/provider-utils';
import { fieldOf } from './json.ts';

/**
 * Converts the token counts of Chat Completions or Responses; `undefined` if there are none. Some services send them
 * as text. Some leave reasoning out of the output, but count it in the total.
 */
export function readUsage(usage: unknown): Usage | undefined {
  if (typeof usage !== 'object' || usage === null) return undefined;
  const input = count(usage, 'prompt_tokens') ?? count(usage, 'input_tokens');
  const output = count(usage, 'completion_tokens') ?? count(usage, 'output_tokens');
  if (input === undefined && output === undefined) return undefined;
  const total = count(usage, 'total_tokens') ?? 0;
  const inputDetails =
    fieldOf(usage, 'prompt_tokens_details') ?? fieldOf(usage, 'input_tokens_details') ?? undefined;
  const outputDetails =
    fieldOf(usage, 'completion_tokens_details') ?? fieldOf(usage, 'output_tokens_details');
  return usageOf(
    input,
    Math.max(output ?? 0, total - (input ?? 0)),
    // DeepSeek's field, without details.
    count(inputDetails, 'cached_tokens') ?? count(usage, 'prompt_cache_hit_tokens'),
    count(outputDetails, 'reasoning_tokens') ?? count(usage, 'reasoning_tokens'),
    count(inputDetails, 'cache_write_tokens'),
  );
}

/** The usage of an answer for which the service reports none. */
export const NO_USAGE: Usage = { inputTokens: 0, outputTokens: 0 };

function count(counts: unknown, name: string): number | undefined {
  const value = fieldOf(counts, name);
  if (value === null || value === undefined || value === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) && number >= 0 ? number : undefined;
}
