import type { JsonObject, JsonValue } from '@mcp-agent/core';
import {
  requestsStream,
  splitText,
  type ProviderProtocol,
  formatEvent,
  STAND_IN_MODEL,
  STAND_IN_USAGE,
  type ProtocolAnswer,
} from '../protocol.ts';
import { openAIError } from './openai-errors.ts';

const USAGE = {
  prompt_tokens: STAND_IN_USAGE.input,
  completion_tokens: STAND_IN_USAGE.output,
  total_tokens: STAND_IN_USAGE.input + STAND_IN_USAGE.output,
  // DeepSeek's name for the cached tokens.
  prompt_cache_hit_tokens: STAND_IN_USAGE.cached,
  prompt_tokens_details: { cached_tokens: STAND_IN_USAGE.cached },
  completion_tokens_details: { reasoning_tokens: STAND_IN_USAGE.reasoning },
};

/** OpenAI's Chat Completions API. */
export const chatCompletionsProtocol: ProviderProtocol = {
  requestIdHeader: 'x-request-id',
  wantsStream: requestsStream,
  whole: (answer) => ({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: STAND_IN_MODEL,
    choices: [{ index: 0, finish_reason: finishOf(answer), message: messageOf(answer) }],
    ...usageOf(answer),
  }),
  stream: (answer) => {
    const { text, refusal, thought, toolCalls = [] } = answer;
    const deltas: JsonObject[] = [
      { role: 'assistant', content: '' },
      ...splitText(thought?.text ?? '').map((piece) => ({ reasoning_content: piece })),
      ...splitText(text ?? '').map((piece) => ({ content: piece })),
      ...splitText(refusal ?? '').map((piece) => ({ refusal: piece })),
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
        ...splitText(call.arguments).map((piece) => ({
          tool_calls: [{ index, function: { arguments: piece } }],
        })),
      ]),
    ];
    return {
      begin: deltas.map((delta) => formatEvent(chunk([{ index: 0, delta, finish_reason: null }]))),
      end: [
        formatEvent(chunk([{ index: 0, delta: {}, finish_reason: finishOf(answer) }])),
        formatEvent({ ...chunk([]), ...usageOf(answer) }),
        formatEvent('[DONE]'),
      ],
    };
  },
  streamedError: (message) => formatEvent(openAIError('broken', message)),
  refusal: openAIError,
};

function chunk(choices: JsonValue): JsonObject {
  return { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: STAND_IN_MODEL, choices };
}

function messageOf({ text, refusal, thought, toolCalls = [] }: ProtocolAnswer): JsonValue {
  return {
    role: 'assistant',
    content: text ?? null,
    ...(refusal !== undefined && { refusal }),
    ...(thought !== undefined && { reasoning_content: thought.text }),
    ...(toolCalls.length > 0 && {
      tool_calls: toolCalls.map(({ id, name, arguments: args }) => ({
        ...(id !== undefined && { id }),
        type: 'function',
        function: { name, arguments: args },
      })),
    }),
  };
}

function usageOf({ isWithoutUsage = false }: ProtocolAnswer): JsonObject {
  return isWithoutUsage ? {} : { usage: USAGE };
}

function finishOf({ isCutOff = false, toolCalls = [], stopReason }: ProtocolAnswer): string {
  if (stopReason !== undefined) return stopReason;
  if (isCutOff) return 'length';
  return toolCalls.length > 0 ? 'tool_calls' : 'stop';
}
