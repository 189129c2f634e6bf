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
  splitThinking,
  type Unusable,
} from '@mcp-agent/provider-utils';
import type { AnswerContext } from '../answer-context.ts';
import { fieldOf, objectsIn, textOr } from '../json.ts';
import { notJson } from '../not-json.ts';
import { sourcesIn } from '../sources.ts';
import { NO_USAGE, readUsage } from '../usage.ts';
import { readContent } from './content.ts';
import { keptOf } from './kept.ts';

/** Finish reasons, as services name them. All others, and none, are of whole answers. */
const CUT_OFF = ['length', 'max_tokens', 'model_length', 'max_output_tokens'];
const STOPPED_BY_FILTER =
  /^(?:content_filter|(?:image_)?(?:safety|prohibited_content|recitation)|sensitive|blocklist|spii)\b/;
const FAILED = ['error', 'failed', 'abort', 'network_error', 'insufficient_system_resource'];

/**
 * Converts a Chat Completions response. Returns `Unusable` instead of an empty text, which would go unnoticed. A
 * refusal is a valid response: the model's explanation of why it does not answer.
 *
 * @param completion the service's response; may be anything if the URL is not a model service
 * @throws {@link ResponseError} if the response is an error
 */
export function fromCompletion(
  completion: unknown,
  { profile, origin, service }: AnswerContext,
): ModelResponse | Unusable {
  if (!isJsonObject(completion)) return notJson(completion, service);
  const choices = objectsIn(completion['choices']);
  const [choice] = choices;
  const message = choice?.['message'];
  const error = completion['error'] ?? choice?.['error'];
  const reason = textOr(choice?.['finish_reason']).toLowerCase();
  const usage = readUsage(completion['usage']);
  const unusable = (how: Unusable): Unusable => ({ ...how, ...(usage !== undefined && { usage }) });
  if (error && (!isJsonObject(message) || FAILED.includes(reason))) throw new ResponseError({ body: error });
  if (choice === undefined || !isJsonObject(message)) return unusable(NO_CHOICE);
  if (FAILED.includes(reason)) return unusable(BROKEN);
  if (STOPPED_BY_FILTER.test(reason)) return unusable(FILTERED);
  const cutOff = CUT_OFF.includes(reason);
  const content = readContent(message['content']);
  const text = profile.thinkTags ? splitThinking(content.text).text : content.text;
  const refusal = textOr(message['refusal']) || content.refusal;
  // What a model that refuses has started to call is not run.
  const toolCalls = refusal === '' ? readCalls(withCalls(message, choices), cutOff) : [];
  if (text === '' && refusal === '' && toolCalls.length === 0) return unusable(cutOff ? SPENT : EMPTY);
  const stopReason = cutOff ? 'max_tokens' : refusal !== '' ? 'refusal' : undefined;
  const sources = sourcesIn(message['annotations'] ?? completion['citations']);
  const providerData = keptOf(message, profile, origin);
  return {
    text: text || refusal,
    toolCalls,
    model: textOr(completion['model']) || service.model,
    usage: usage ?? NO_USAGE,
    ...(stopReason !== undefined && { stopReason }),
    ...(sources.length > 0 && { sources }),
    ...(providerData !== undefined && { providerData }),
  };
}

const NO_CHOICE: Unusable = { fault: 'the response has no message (no "choices").', final: false };

/** GitHub Copilot sends the text and the calls of an answer as two choices. */
function withCalls(message: JsonObject, choices: readonly JsonObject[]): JsonObject {
  if (objectsIn(message['tool_calls']).length > 0 || choices[0]?.['finish_reason'] !== 'tool_calls') {
    return message;
  }
  const calls = choices.map(({ message: other }) => objectsIn(fieldOf(other, 'tool_calls')));
  return { ...message, tool_calls: [...(calls.find((some) => some.length > 0) ?? [])] };
}

function readCalls(message: JsonObject, cutOff: boolean): ModelResponse['toolCalls'] {
  const distinct = distinctIds();
  const legacy = message['function_call'];
  const calls = objectsIn(message['tool_calls']);
  const all = calls.length === 0 && isJsonObject(legacy) ? [{ function: legacy }] : calls;
  return all.map((call) => {
    // The request offers only functions; a custom tool's input is text, not a JSON object.
    const made = fieldOf(call, 'function') ?? fieldOf(call, 'custom') ?? call;
    const written = fieldOf(made, 'arguments') ?? fieldOf(made, 'input') ?? '';
    return {
      id: distinct(textOr(fieldOf(call, 'id'))),
      name: textOr(fieldOf(made, 'name')),
      ...readArguments(written, cutOff),
    };
  });
}
