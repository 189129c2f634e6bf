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

/** OpenAI's Responses API. */
export const responsesProtocol: ProviderProtocol = {
  requestIdHeader: 'x-request-id',
  wantsStream: requestsStream,
  whole: wholeResponse,
  stream: (answer) => {
    const { text, refusal, thought, isCutOff = false } = answer;
    const whole = wholeResponse(answer);
    const started = { ...whole, status: 'in_progress', output: [] };
    const last = isCutOff ? 'response.incomplete' : 'response.completed';
    return {
      begin: [
        event({ type: 'response.created', response: started }),
        ...splitText(thought?.text ?? '').map((delta) =>
          event({ type: 'response.reasoning_summary_text.delta', delta }),
        ),
        ...splitText(text ?? '').map((delta) => event({ type: 'response.output_text.delta', delta })),
        ...splitText(refusal ?? '').map((delta) => event({ type: 'response.refusal.delta', delta })),
        ...outputOf(answer).map((item) => event({ type: 'response.output_item.done', item })),
      ],
      end: [event({ type: last, response: whole })],
    };
  },
  streamedError: (message) => event({ type: 'error', code: 'server_error', message, param: null }),
  refusal: openAIError,
};

function event(data: JsonObject & { type: string }): string {
  return formatEvent(data, data.type);
}

function wholeResponse(answer: ProtocolAnswer): JsonObject {
  const isCutOff = answer.isCutOff ?? false;
  return {
    id: 'resp_1',
    object: 'response',
    created_at: 1,
    model: STAND_IN_MODEL,
    status: isCutOff ? 'incomplete' : 'completed',
    error: null,
    incomplete_details: isCutOff ? { reason: 'max_output_tokens' } : null,
    output: outputOf(answer),
    usage: {
      input_tokens: STAND_IN_USAGE.input,
      input_tokens_details: { cached_tokens: STAND_IN_USAGE.cached },
      output_tokens: STAND_IN_USAGE.output,
      output_tokens_details: { reasoning_tokens: STAND_IN_USAGE.reasoning },
      total_tokens: STAND_IN_USAGE.input + STAND_IN_USAGE.output,
    },
  };
}

function outputOf({ text, refusal, thought, toolCalls = [] }: ProtocolAnswer): JsonValue[] {
  const content: JsonValue[] = [
    ...(text === undefined ? [] : [{ type: 'output_text', text, annotations: [] }]),
    ...(refusal === undefined ? [] : [{ type: 'refusal', refusal }]),
  ];
  return [
    ...(thought === undefined
      ? []
      : [
          {
            type: 'reasoning',
            id: 'rs_1',
            summary: [{ type: 'summary_text', text: thought.text }],
            encrypted_content: thought.seal,
          },
        ]),
    ...(content.length === 0
      ? []
      : [{ type: 'message', id: 'msg_1', role: 'assistant', status: 'completed', content }]),
    ...toolCalls.map(({ id, name, arguments: args }, index) => ({
      type: 'function_call',
      id: `fc_${index}`,
      ...(id !== undefined && { call_id: id }),
      name,
      arguments: args,
    })),
  ];
}
