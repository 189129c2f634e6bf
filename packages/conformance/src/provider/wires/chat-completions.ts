import type { JsonObject, JsonValue } from '@mcp-agent/core';
import {
  asksForStream,
  inPieces,
  type ProviderWire,
  sse,
  WIRE_MODEL,
  WIRE_USAGE,
  type WireAnswer,
} from '../wire.ts';
import { openAIError } from './openai-errors.ts';

const USAGE = {
  prompt_tokens: WIRE_USAGE.input,
  completion_tokens: WIRE_USAGE.output,
  total_tokens: WIRE_USAGE.input + WIRE_USAGE.output,
  prompt_tokens_details: { cached_tokens: WIRE_USAGE.cached },
  completion_tokens_details: { reasoning_tokens: WIRE_USAGE.reasoning },
};

/** OpenAI's Chat Completions. */
export const chatCompletionsWire: ProviderWire = {
  requestIdHeader: 'x-request-id',
  wantsStream: asksForStream,
  whole: (answer) => ({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: WIRE_MODEL,
    choices: [{ index: 0, finish_reason: finishOf(answer), message: messageOf(answer) }],
    usage: USAGE,
  }),
  stream: (answer) => {
    const { text, refusal, thought, toolCalls = [] } = answer;
    const deltas: JsonObject[] = [
      { role: 'assistant', content: '' },
      ...inPieces(thought?.text ?? '').map((piece) => ({ reasoning_content: piece })),
      ...inPieces(text ?? '').map((piece) => ({ content: piece })),
      ...inPieces(refusal ?? '').map((piece) => ({ refusal: piece })),
      ...toolCalls.flatMap((call, index) => [
        {
          tool_calls: [
            {
              index,
              ...(call.id !== undefined && { id: call.id }),
              type: 'function',
              function: { name: call.name, arguments: '' },
            },
          ],
        },
        ...inPieces(call.arguments).map((piece) => ({
          tool_calls: [{ index, function: { arguments: piece } }],
        })),
      ]),
    ];
    return {
      begin: deltas.map((delta) => sse(chunk([{ index: 0, delta, finish_reason: null }]))),
      end: [
        sse(chunk([{ index: 0, delta: {}, finish_reason: finishOf(answer) }])),
        sse({ ...chunk([]), usage: USAGE }),
        sse('[DONE]'),
      ],
    };
  },
  streamedError: (message) => sse(openAIError('broken', message)),
  refusal: openAIError,
};

function chunk(choices: JsonValue): JsonObject {
  return { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: WIRE_MODEL, choices };
}

function messageOf({ text, refusal, toolCalls = [] }: WireAnswer): JsonValue {
  return {
    role: 'assistant',
    content: text ?? null,
    ...(refusal !== undefined && { refusal }),
    ...(toolCalls.length > 0 && {
      tool_calls: toolCalls.map(({ id, name, arguments: args }) => ({
        ...(id !== undefined && { id }),
        type: 'function',
        function: { name, arguments: args },
      })),
    }),
  };
}

function finishOf({ isCutOff = false, toolCalls = [] }: WireAnswer): string {
  if (isCutOff) return 'length';
  return toolCalls.length > 0 ? 'tool_calls' : 'stop';
}
