import type { JsonObject } from '@mcp-agent/core';
import { isJsonObject, type ModelResponse } from '@mcp-agent/core/provider';
import {
  BROKEN,
  distinctIds,
  EMPTY,
  FILTERED,
  readArguments,
  ResponseError,
  SPENT,
  type Unusable,
} from '@mcp-agent/provider-utils';
import type { AnswerContext } from '../answer-context.ts';
import { fieldOf, objectsIn, textOr } from '../json.ts';
import { notJson } from '../not-json.ts';
import { sourcesIn } from '../sources.ts';
import { NO_USAGE, readUsage } from '../usage.ts';
import { hasFinalAnswer, keptItems, textOfMessage } from './items.ts';

/** Errors within a response for which a retry can succeed. */
const PASSING = ['server_error', 'rate_limit_exceeded', 'vector_store_timeout'];

/**
 * Converts a Responses API response. Returns `Unusable` if it has no answer.
 *
 * @param response the service's response; may be anything if the URL is not a model service
 * @param stored whether the service stores the response
 * @throws {@link ResponseError} if the response is an error
 */
export function fromResponse(
  response: unknown,
  { origin, service, path }: AnswerContext,
  stored: boolean,
): ModelResponse | Unusable {
  if (!isJsonObject(response)) return notJson(response, service);
  const { error, output: items, status } = response;
  if (error) throw failed(error);
  if (!Array.isArray(items)) return noOutput(path);
  const usage = readUsage(response['usage']);
  const unusable = (how: Unusable): Unusable => ({ ...how, ...(usage !== undefined && { usage }) });
  const reason = textOr(fieldOf(response['incomplete_details'], 'reason'));
  if (status === 'failed' || status === 'cancelled') return unusable(BROKEN);
  if (reason === 'content_filter') return unusable(FILTERED);
  const cutOff = reason === 'max_output_tokens' || reason === 'max_tokens';
  const output = objectsIn(items);
  const { text, isRefusal } = answerIn(output);
  // What a model that refuses has started to call is not run.
  const toolCalls = isRefusal ? [] : callsIn(output, cutOff);
  if (text === '' && toolCalls.length === 0) {
    const asks = output.some(({ type }) => type === 'mcp_approval_request');
    return unusable(asks ? NEEDS_APPROVAL : cutOff ? SPENT : EMPTY);
  }
  const stopReason = cutOff ? 'max_tokens' : isRefusal ? 'refusal' : undefined;
  const sources = sourcesIn(messagesIn(output).flatMap(annotationsIn));
  const providerData = keptItems(output, origin, stored);
  return {
    text,
    toolCalls,
    model: textOr(response['model']) || service.model,
    usage: usage ?? NO_USAGE,
    ...(stopReason !== undefined && { stopReason }),
    ...(sources.length > 0 && { sources }),
    ...(providerData !== undefined && { providerData }),
  };
}

function noOutput(path: string): Unusable {
  return {
    fault: `the response has no "output".\nCheck that the service supports the Responses API; most support only Chat Completions (${path}.api: chat).`,
    final: false,
  };
}

const NEEDS_APPROVAL: Unusable = {
  fault:
    'an MCP tool of the service requires an approval, which only a person can give.\nSet require_approval: "never" in its declaration in serviceTools, or connect the MCP server to the agent.',
  final: true,
};

/** Failures of the service, and failures without a code, are temporary; faults of the request are permanent. */
function failed(error: unknown): ResponseError {
  const code = fieldOf(error, 'code');
  if (typeof code !== 'string') return new ResponseError({ body: error });
  const message = textOr(fieldOf(error, 'message'));
  return new ResponseError({ body: `${message} (${code})`, final: !PASSING.includes(code) });
}

function messagesIn(output: readonly JsonObject[]): JsonObject[] {
  return output.filter(({ type }) => type === 'message');
}

function annotationsIn(message: JsonObject): JsonObject[] {
  return objectsIn(message['content']).flatMap((part) => objectsIn(part['annotations']));
}

function answerIn(output: readonly JsonObject[]): { readonly text: string; readonly isRefusal: boolean } {
  const final = hasFinalAnswer(output);
  const messages = messagesIn(output).filter(({ phase }) => !final || phase === 'final_answer');
  const isRefusal = messages
    .flatMap(({ content }) => objectsIn(content))
    .some((part) => part['type'] === 'refusal' && textOr(part['refusal']) !== '');
  return { text: messages.map(textOfMessage).join(''), isRefusal };
}

function callsIn(output: readonly JsonObject[], cutOff: boolean): ModelResponse['toolCalls'] {
  const distinct = distinctIds();
  return output
    .filter(({ type }) => type === 'function_call' || type === 'custom_tool_call')
    .map((call) => ({
      id: distinct(textOr(call['call_id']) || textOr(call['id'])),
      name: textOr(call['name']),
      // The request offers only functions; a custom tool's input is text, not a JSON object.
      ...readArguments(call['arguments'] ?? call['input'] ?? '', cutOff),
    }));
}
