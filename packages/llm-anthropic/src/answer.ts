import { toJson } from '@mcp-agent/core/engine';
import type { ModelResponse } from '@mcp-agent/core/provider';
import {
  CUT,
  distinctIds,
  EMPTY,
  readArguments,
  SPENT,
  type Unusable,
  usageOf,
} from '@mcp-agent/provider-utils';
import type { GatheredAnswer } from './stream.ts';
import { isThought, thoughtOf } from './thoughts.ts';

/** Converts a response. Returns `Unusable` if it is incomplete or empty. */
export function fromAnswer({ blocks, start, end, isWhole }: GatheredAnswer): ModelResponse | Unusable {
  if (start === undefined) return NO_ANSWER;
  if (!isWhole || end === undefined) return CUT;
  const { stop_reason, stop_details } = end.delta;
  const cutOff = stop_reason === 'max_tokens' || stop_reason === 'model_context_window_exceeded';
  const refused = stop_reason === 'refusal';
  const written = blocks.map((block) => (block.start.type === 'text' ? block.text : '')).join('');
  const text = written || (refused ? (stop_details?.explanation ?? 'The model refused to answer.') : '');
  const { cache_read_input_tokens: cached } = start.usage;
  const distinct = distinctIds();
  const toolCalls = blocks.flatMap((block) =>
    block.start.type === 'tool_use'
      ? [{ id: distinct(block.start.id), name: block.start.name, ...readArguments(block.text, cutOff) }]
      : [],
  );
  if (text === '' && toolCalls.length === 0) return cutOff ? SPENT : EMPTY;
  // Thinking blocks are needed only with the results of the tool calls that they led to.
  const thoughts = toolCalls.length === 0 ? [] : blocks.map(thoughtOf);
  return {
    text,
    toolCalls,
    model: start.model,
    usage: usageOf(
      // Anthropic counts cache reads and cache writes separately from the input.
      start.usage.input_tokens + (cached ?? 0) + (start.usage.cache_creation_input_tokens ?? 0),
      end.usage.output_tokens,
      cached,
      end.usage.output_tokens_details?.thinking_tokens,
    ),
    ...(cutOff ? { stopReason: 'max_tokens' } : refused && { stopReason: 'refusal' }),
    ...(thoughts.some(isThought) && { providerData: toJson(thoughts, 'thoughts') }),
  };
}

const NO_ANSWER: Unusable = {
  fault:
    'the response is not from the Messages API. Check that anthropic.baseUrl is the URL of a model service, without /v1 at the end.',
  final: false,
};
