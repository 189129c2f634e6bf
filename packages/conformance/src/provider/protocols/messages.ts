import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/host';
import {
  requestsStream,
  splitText,
  type ProviderProtocol,
  formatEvent,
  STAND_IN_MODEL,
  STAND_IN_USAGE,
  type ProtocolAnswer,
  type ProtocolFault,
} from '../protocol.ts';

const INPUT = {
  // Anthropic counts cached tokens separately.
  input_tokens: STAND_IN_USAGE.input - STAND_IN_USAGE.cached,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: STAND_IN_USAGE.cached,
};
const OUTPUT = {
  output_tokens: STAND_IN_USAGE.output,
  output_tokens_details: { thinking_tokens: STAND_IN_USAGE.reasoning },
};

/** Anthropic's Messages API. */
export const messagesProtocol: ProviderProtocol = {
  requestIdHeader: 'request-id',
  wantsStream: requestsStream,
  whole: (answer) => ({
    ...message(),
    content: blocksOf(answer).map(({ block }) => block),
    stop_reason: stopOf(answer),
    stop_details: detailsOf(answer),
    ...usageOf(answer, { ...INPUT, ...OUTPUT }),
  }),
  stream: (answer) => ({
    begin: [
      event({
        type: 'message_start',
        message: { ...message(), ...usageOf(answer, { ...INPUT, output_tokens: 1 }) },
      }),
      event({ type: 'ping' }),
      ...blocksOf(answer).flatMap(({ start, deltas }, index) => [
        event({ type: 'content_block_start', index, content_block: start }),
        ...deltas.map((delta) => event({ type: 'content_block_delta', index, delta })),
        event({ type: 'content_block_stop', index }),
      ]),
    ],
    end: [
      event({
        type: 'message_delta',
        delta: { stop_reason: stopOf(answer), stop_sequence: null, stop_details: detailsOf(answer) },
        ...usageOf(answer, OUTPUT),
      }),
      event({ type: 'message_stop' }),
    ],
  }),
  streamedError: (text) => event({ type: 'error', error: { type: 'overloaded_error', message: text } }),
  refusal: (fault, text) => ({
    type: 'error',
    error: { type: TYPES[fault], message: fault === 'too-long' ? `prompt is too long: ${text}` : text },
  }),
};

const TYPES: Readonly<Record<ProtocolFault, string>> = {
  'wrong-key': 'authentication_error',
  'unknown-model': 'not_found_error',
  'too-long': 'invalid_request_error',
  'rate-limited': 'rate_limit_error',
  overloaded: 'overloaded_error',
  broken: 'api_error',
};

function event(data: JsonObject & { type: string }): string {
  return formatEvent(data, data.type);
}

function usageOf({ isWithoutUsage = false }: ProtocolAnswer, usage: JsonObject): JsonObject {
  return isWithoutUsage ? {} : { usage };
}

function message(): JsonObject {
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: STAND_IN_MODEL,
    content: [],
    stop_reason: null,
    stop_sequence: null,
  };
}

/** A content block, complete and as streamed. */
interface StreamedBlock {
  readonly block: JsonValue;
  readonly start: JsonValue;
  readonly deltas: readonly JsonValue[];
}

function blocksOf({ text, thought, toolCalls = [] }: ProtocolAnswer): StreamedBlock[] {
  const blocks: StreamedBlock[] = [];
  if (thought !== undefined) {
    blocks.push({
      block: { type: 'thinking', thinking: thought.text, signature: thought.seal },
      start: { type: 'thinking', thinking: '', signature: '' },
      deltas: [
        ...splitText(thought.text).map((thinking) => ({ type: 'thinking_delta', thinking })),
        { type: 'signature_delta', signature: thought.seal },
      ],
    });
  }
  if (text !== undefined) {
    blocks.push({
      block: { type: 'text', text },
      start: { type: 'text', text: '' },
      deltas: splitText(text).map((piece) => ({ type: 'text_delta', text: piece })),
    });
  }
  for (const { id, name, arguments: args } of toolCalls) {
    const base = { type: 'tool_use', ...(id !== undefined && { id }), name };
    blocks.push({
      block: { ...base, input: inputOf(args) },
      start: { ...base, input: {} },
      deltas: splitText(args).map((piece) => ({ type: 'input_json_delta', partial_json: piece })),
    });
  }
  return blocks;
}

/** Returns the input of a tool call. The service parses what the model wrote, and sends it as text if it cannot. */
function inputOf(written: string): JsonValue {
  if (written.trim() === '') return {};
  try {
    const value: JsonValue = JSON.parse(written);
    return isJsonObject(value) ? value : written;
  } catch {
    return written;
  }
}

function stopOf({ isCutOff = false, refusal, toolCalls = [], stopReason }: ProtocolAnswer): string {
  if (stopReason !== undefined) return stopReason;
  if (refusal !== undefined) return 'refusal';
  if (isCutOff) return 'max_tokens';
  return toolCalls.length > 0 ? 'tool_use' : 'end_turn';
}

function detailsOf({ refusal }: ProtocolAnswer): JsonValue {
  return refusal === undefined ? null : { type: 'refusal', category: null, explanation: refusal };
}
