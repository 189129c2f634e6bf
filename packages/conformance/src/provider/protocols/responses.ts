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
} from '../protocol.ts';
import { openAIError } from './openai-errors.ts';

/** OpenAI's Responses API. */
export const responsesProtocol: ProviderProtocol = {
  requestIdHeader: 'x-request-id',
  wantsStream: requestsStream,
  whole: wholeResponse,
  stream: (answer) => {
    const whole = wholeResponse(answer);
    const started = { ...whole, status: 'in_progress', output: [] };
    const last = answer.isCutOff === true ? 'response.incomplete' : 'response.completed';
    return {
      begin: [
        event({ type: 'response.created', response: started }),
        ...outputOf(answer).flatMap((item, index) => itemEvents(item, index)),
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
    ...(answer.isWithoutUsage !== true && { usage: USAGE }),
  };
}

const USAGE = {
  input_tokens: STAND_IN_USAGE.input,
  input_tokens_details: { cached_tokens: STAND_IN_USAGE.cached },
  output_tokens: STAND_IN_USAGE.output,
  output_tokens_details: { reasoning_tokens: STAND_IN_USAGE.reasoning },
  total_tokens: STAND_IN_USAGE.input + STAND_IN_USAGE.output,
};

/** Returns the events of an output item, as OpenAI sends them. */
function itemEvents(item: JsonObject, output_index: number): string[] {
  const at = { item_id: item['id'] ?? null, output_index };
  const { type, content, summary, arguments: args } = item;
  const inner = Array.isArray(content)
    ? content.flatMap((part, content_index) => partEvents(part, { ...at, content_index }))
    : Array.isArray(summary)
      ? summary.flatMap((part, summary_index) => summaryEvents(part, { ...at, summary_index }))
      : [
          ...splitText(textOr(args)).map((delta) =>
            event({ type: 'response.function_call_arguments.delta', ...at, delta }),
          ),
          event({ type: 'response.function_call_arguments.done', ...at, arguments: textOr(args) }),
        ];
  const empty: JsonObject =
    type === 'message' ? { content: [] } : type === 'reasoning' ? { summary: [] } : { arguments: '' };
  return [
    event({
      type: 'response.output_item.added',
      output_index,
      item: { ...item, ...empty, status: 'in_progress' },
    }),
    ...inner,
    event({ type: 'response.output_item.done', output_index, item: { ...item, status: 'completed' } }),
  ];
}

function partEvents(part: JsonValue, at: JsonObject): string[] {
  if (!isJsonObject(part)) return [];
  const { text, refusal } = part;
  const [name, field, whole] =
    text === undefined ? ['refusal', 'refusal', textOr(refusal)] : ['output_text', 'text', textOr(text)];
  return [
    event({ type: 'response.content_part.added', ...at, part: { ...part, [field]: '' } }),
    ...splitText(whole).map((delta) => event({ type: `response.${name}.delta`, ...at, delta })),
    event({ type: `response.${name}.done`, ...at, [field]: whole }),
    event({ type: 'response.content_part.done', ...at, part }),
  ];
}

function textOr(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function summaryEvents(part: JsonValue, at: JsonObject): string[] {
  const whole = isJsonObject(part) ? textOr(part['text']) : '';
  return [
    event({ type: 'response.reasoning_summary_part.added', ...at, part: { type: 'summary_text', text: '' } }),
    ...splitText(whole).map((delta) =>
      event({ type: 'response.reasoning_summary_text.delta', ...at, delta }),
    ),
    event({ type: 'response.reasoning_summary_text.done', ...at, text: whole }),
    event({ type: 'response.reasoning_summary_part.done', ...at, part }),
  ];
}

function outputOf({ text, refusal, thought, toolCalls = [] }: ProtocolAnswer): JsonObject[] {
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
