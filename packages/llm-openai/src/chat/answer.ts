import type { ModelResponse } from '@mcp-agent/core/provider';
import { distinctIds, EMPTY, readArguments, SPENT, type Unusable, usageOf } from '@mcp-agent/provider-utils';
import type {
  ChatCompletion,
  ChatCompletionMessage,
  ChatCompletionMessageToolCall,
} from 'openai/resources/chat/completions';
import { FILTERED, notJson } from '../answer.ts';

/**
 * Converts a Chat Completions response. Returns `Unusable` instead of an empty text, which would go unnoticed. A
 * refusal is a valid response: the model's explanation of why it does not answer.
 *
 * @param completion the service's response; may be anything if the URL is not a model service
 */
export function fromCompletion(
  completion: ChatCompletion | string | null | undefined,
): ModelResponse | Unusable {
  if (typeof completion !== 'object' || completion === null) return notJson(completion);
  const { usage } = completion;
  const choice = Array.isArray(completion.choices) ? completion.choices[0] : undefined;
  const { message } = choice ?? {};
  if (choice === undefined || message === undefined || message === null) {
    return noChoice(completion);
  }
  const cutOff = choice.finish_reason === 'length';
  const text = message.content || message.refusal || '';
  const toolCalls = readToolCalls(message, cutOff);
  if (choice.finish_reason === 'content_filter') return FILTERED;
  if (text === '' && toolCalls.length === 0) return cutOff ? SPENT : EMPTY;
  const stopReason = cutOff ? 'max_tokens' : message.refusal ? 'refusal' : undefined;
  return {
    text,
    toolCalls,
    model: completion.model,
    usage: usageOf(
      usage?.prompt_tokens,
      usage?.completion_tokens,
      usage?.prompt_tokens_details?.cached_tokens,
      usage?.completion_tokens_details?.reasoning_tokens,
    ),
    ...(stopReason !== undefined && { stopReason }),
  };
}

/** Some gateways report errors in a successful response. */
function noChoice(completion: object): Unusable {
  const error: unknown = 'error' in completion ? completion.error : undefined;
  const detail = error === undefined ? '' : `, but an error: ${JSON.stringify(error).slice(0, 300)}`;
  return { fault: `the response has no message (no "choices")${detail}.`, final: false };
}

function readToolCalls(message: ChatCompletionMessage, cutOff: boolean): ModelResponse['toolCalls'] {
  const distinct = distinctIds();
  return (message.tool_calls ?? []).map((call) => ({ id: distinct(call.id), ...readCall(call, cutOff) }));
}

function readCall(
  call: ChatCompletionMessageToolCall,
  cutOff: boolean,
): Omit<ModelResponse['toolCalls'][number], 'id'> {
  // The request offers only functions; a custom tool's input is text, not a JSON object.
  return call.type === 'custom'
    ? { name: call.custom.name, ...readArguments(call.custom.input, cutOff) }
    : { name: call.function.name, ...readArguments(call.function.arguments, cutOff) };
}
