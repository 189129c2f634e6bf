import type { JsonObject } from '@mcp-agent/core';
import { isJsonObject, type ModelEvent } from '@mcp-agent/core/provider';
import { readErrorBody, ResponseError } from '@mcp-agent/provider-utils';
import { fieldOf, objectsIn, textOr } from '../json.ts';
import { ItemGatherer } from './item-pieces.ts';
import { textOfMessage } from './items.ts';

/**
 * Emits the chunks of a stream and returns the complete response from its last event.
 *
 * @param answerTool the tool whose arguments are the answer
 * @throws {@link ResponseError} if the stream ended with an error
 * @returns `undefined` if the stream ended before the response was complete
 */
export async function gatherResponse(
  events: AsyncIterable<unknown>,
  emit: (event: ModelEvent) => void,
  answerTool: string | undefined,
): Promise<JsonObject | undefined> {
  const items = new ItemGatherer();
  const commentary = new Set<unknown>();
  const answers = new Set<unknown>();
  let response: JsonObject | undefined;
  let fault: JsonObject | undefined;
  for await (const event of events) {
    if (!isJsonObject(event)) continue;
    const { type, item, delta, output_index: index, response: whole } = event;
    switch (type) {
      case 'response.output_item.added':
        items.start(index, item);
        // Commentary is not the answer.
        if (fieldOf(item, 'phase') === 'commentary') commentary.add(index);
        if (answerTool !== undefined && fieldOf(item, 'name') === answerTool) answers.add(index);
        break;
      case 'response.function_call_arguments.delta':
        items.add(index, 'function_call', delta);
        if (answers.has(index) && textOr(delta) !== '') emit({ type: 'text', delta: textOr(delta) });
        break;
      case 'response.output_item.done':
        items.end(item);
        break;
      case 'response.output_text.delta':
      case 'response.refusal.delta':
        if (type === 'response.output_text.delta') items.add(index, 'message', delta);
        if (textOr(delta) !== '') {
          emit({ type: commentary.has(index) ? 'reasoning' : 'text', delta: textOr(delta) });
        }
        break;
      case 'response.reasoning_summary_text.delta':
      case 'response.reasoning_text.delta':
        if (textOr(delta) !== '') emit({ type: 'reasoning', delta: textOr(delta) });
        break;
      case 'response.completed':
      case 'response.done':
      case 'response.incomplete':
      case 'response.failed':
      case 'response.cancelled':
        if (isJsonObject(whole)) response = whole;
        break;
      case 'error':
      case undefined:
        if (Array.isArray(event['output'])) {
          // A whole response in place of a stream.
          response = event;
          for (const message of objectsIn(event['output']).filter((one) => one['type'] === 'message')) {
            emit({ type: 'text', delta: textOfMessage(message) });
          }
        } else if (readErrorBody(event).message !== '') fault = event;
    }
  }
  if (response === undefined && fault !== undefined) throw new ResponseError({ body: fault });
  if (response === undefined) return undefined;
  const output = items.complete(objectsIn(response['output']));
  return output.length > 0 ? { ...response, output: [...output] } : response;
}
