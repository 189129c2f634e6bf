import type { Usage } from '@mcp-agent/core';

type Count = number | null | undefined;

/**
 * Converts the token counts of a service. Missing counts are 0.
 *
 * @param cached part of the input that the service read from its cache
 * @param reasoning part of the output that was reasoning
 * @param written part of the input that the service wrote to its cache
 */
export function usageOf(
  input: Count,
  output: Count,
  cached: Count,
  reasoning: Count,
  written?: Count,
): Usage {
  return {
    inputTokens: input ?? 0,
    outputTokens: output ?? 0,
    ...(cached && { cachedInputTokens: cached }),
    ...(written && { cacheWriteInputTokens: written }),
    ...(reasoning && { reasoningTokens: reasoning }),
  };
}
