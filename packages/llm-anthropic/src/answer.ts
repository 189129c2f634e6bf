import type { JsonValue, Source, Usage } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/host';
import type { ModelRequest, ModelResponse } from '@mcp-agent/core/provider';
import {
  CUT,
  distinctIds,
  EMPTY,
  type ReadArguments,
  readArguments,
  type Service,
  SPENT,
  type Unusable,
  usageOf,
} from '@mcp-agent/provider-utils';
import { toKept } from './replay.ts';
import type { GatheredAnswer, GatheredBlock } from './stream.ts';

const STOPS: Readonly<Record<string, NonNullable<ModelResponse['stopReason']>>> = {
  max_tokens: 'max_tokens',
  model_context_window_exceeded: 'max_tokens',
  refusal: 'refusal',
  pause_turn: 'pause',
};

/** Converts a response. Returns `Unusable` if it is incomplete or empty. */
export function fromAnswer(
  answer: GatheredAnswer,
  service: Service,
  { messages }: ModelRequest,
): ModelResponse | Unusable {
  const { blocks, isStarted, isWhole, model = service.model } = answer;
  if (!isStarted && blocks.length === 0) return notMessages(service);
  if (!isWhole && answer.stopReason === undefined) return CUT;
  const stopReason = STOPS[answer.stopReason ?? ''];
  const written = blocks.map(({ type, text }) => (type === 'text' ? text : '')).join('');
  const usage = toUsage(answer.usage);
  if (stopReason === 'refusal') {
    // A tool call of a refusal may be incomplete, and must not run.
    const text = written || answer.explanation || 'The model refused to answer.';
    return { text, toolCalls: [], model, usage, stopReason };
  }
  const toolCalls = toolCallsOf(blocks, stopReason === 'max_tokens');
  const isEmpty = written.trim() === '' && toolCalls.length === 0;
  if (isEmpty && answer.stopReason === 'model_context_window_exceeded') return FULL;
  if (isEmpty && stopReason === 'max_tokens') return SPENT;
  if (isEmpty && answer.stopReason === 'stop_sequence') return STOPPED;
  const kept = toKept(blocks, service.name);
  const isPaused = stopReason === 'pause' && blocks.length > 0;
  if (isEmpty && !isPaused && !followsResults(messages)) return EMPTY;
  const sources = sourcesOf(blocks);
  return {
    text: written,
    toolCalls,
    model,
    usage,
    ...(stopReason !== undefined && { stopReason }),
    ...(sources.length > 0 && { sources }),
    ...(kept !== undefined && { providerData: kept }),
  };
}

/** Converts the counts of a response. Anthropic counts cache reads and writes separately from the input. */
export function toUsage(counts: GatheredAnswer['usage']): Usage {
  const { input_tokens: input = 0, output_tokens: output, thinking_tokens: reasoning } = counts;
  const { cache_read_input_tokens: read = 0, cache_creation_input_tokens: write = 0 } = counts;
  return usageOf(input + read + write, output, read, reasoning, write);
}

/** After tool results, a model may end its turn without a word. */
function followsResults(messages: ModelRequest['messages']): boolean {
  const last = messages.findLastIndex(({ role }) => role === 'assistant');
  return messages.slice(last + 1).some(({ role }) => role === 'tool');
}

function toolCallsOf(blocks: readonly GatheredBlock[], cutOff: boolean): ModelResponse['toolCalls'] {
  const distinct = distinctIds();
  return blocks
    .filter(({ type }) => type === 'tool_use')
    .map(({ start, input }) => ({
      id: distinct(typeof start['id'] === 'string' ? start['id'] : undefined),
      name: typeof start['name'] === 'string' ? start['name'] : '',
      ...inputOf(start['input'], input, cutOff),
    }));
}

/** Some services send the arguments at the start of the block, with or without pieces after it. */
function inputOf(start: JsonValue | undefined, pieces: string, cutOff: boolean): ReadArguments {
  const first = readArguments(start ?? '', cutOff);
  if (pieces.trim() === '') return first;
  const rest = readArguments(pieces, cutOff);
  return rest.invalidArguments === undefined
    ? { arguments: { ...first.arguments, ...rest.arguments } }
    : rest;
}

function sourcesOf(blocks: readonly GatheredBlock[]): Source[] {
  const sources = new Map<string, Source>();
  for (const citation of blocks.flatMap(({ citations }) => citations)) {
    if (!isJsonObject(citation)) continue;
    const { url, source, title, document_title: name } = citation;
    const address = [url, source].find((one) => typeof one === 'string');
    if (typeof address !== 'string' || sources.has(address)) continue;
    const words = [title, name].find((one) => typeof one === 'string' && one !== '');
    sources.set(address, { url: address, ...(typeof words === 'string' && { title: words }) });
  }
  return [...sources.values()];
}

const FULL: Unusable = {
  fault:
    'the conversation fills the context window before the answer starts.\nStart a new conversation (useHistory: false), or let tools return less.',
  final: true,
  reason: 'context_length',
};

const STOPPED: Unusable = {
  fault: 'a stop sequence ended the response before it had a text. Change stopSequences.',
  final: true,
};

function notMessages({ where }: Service): Unusable {
  return {
    fault: `the response is not from the Messages API.\nCheck that ${where.address} is the URL of a model service, without /v1 at the end.`,
    final: false,
  };
}
