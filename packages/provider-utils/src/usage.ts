import type { Usage } from '@mcp-agent/core';

/** Token counts as a service reports them. */
export interface TokenCounts {
  readonly input: number | undefined;
  readonly output: number | undefined;
  /** Part of the input that was read from the service's cache. */
  readonly cached: number | null | undefined;
  /** Part of the output that was reasoning. */
  readonly reasoning: number | null | undefined;
}

/** Converts a service's token counts. Missing counts are 0. */
export function usageOf({ input, output, cached, reasoning }: TokenCounts): Usage {
  return {
    inputTokens: input ?? 0,
    outputTokens: output ?? 0,
    ...(cached && { cachedInputTokens: cached }),
    ...(reasoning && { reasoningTokens: reasoning }),
  };
}
