import type { Anthropic } from '@anthropic-ai/sdk';
import type { RequestParams } from '@mcp-agent/core';

type Body = Anthropic.MessageCreateParamsStreaming;
type CacheControl = Anthropic.CacheControlEphemeral;

/** The API finds an entry of the cache up to this many blocks before the end of a request. */
const LOOKBACK_BLOCKS = 20;

/**
 * Adds prompt caching to a request. By default, it is on for Anthropic, or a server on this machine in its place, where
 * it pays: if the agent has tools or the conversation has an answer, a later request with the same start is likely.
 * Anthropic caches up to the last block; other services get a mark at that block.
 */
export function withCache(body: Body, { promptCache }: RequestParams, cachesPrompts: boolean): Body {
  const pays = (body.tools ?? []).length > 0 || body.messages.some(({ role }) => role === 'assistant');
  if (!(promptCache ?? (cachesPrompts && pays))) return body;
  const ttl = typeof promptCache === 'object' ? promptCache.ttl : undefined;
  const cache: CacheControl = { type: 'ephemeral', ...((ttl === '5m' || ttl === '1h') && { ttl }) };
  markPreviousEnd(body.messages, cache);
  if (!cachesPrompts) markEnd(body.messages.at(-1), cache);
  return {
    ...body,
    ...(cachesPrompts && { cache_control: cache }),
    // Other conversations of the agent have the same tools and instruction.
    ...(typeof body.system === 'string' && {
      system: [{ type: 'text', text: body.system, cache_control: cache }],
    }),
  };
}

/** Marks the end of the previous request, if it is too far from the end for the lookback, as after many tool calls. */
function markPreviousEnd(messages: readonly Anthropic.MessageParam[], cache: CacheControl): void {
  const answer = messages.findLastIndex(({ role }) => role === 'assistant');
  const added = messages.slice(Math.max(answer, 0)).reduce((sum, { content }) => sum + content.length, 0);
  if (answer > 0 && added >= LOOKBACK_BLOCKS) markEnd(messages[answer - 1], cache);
}

function markEnd(message: Anthropic.MessageParam | undefined, cache: CacheControl): void {
  const last = typeof message?.content === 'string' ? undefined : message?.content.at(-1);
  if (last !== undefined && last.type !== 'thinking' && last.type !== 'redacted_thinking') {
    last.cache_control = cache;
  }
}
