import type { AssistantMessage, JsonObject, JsonValue } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/provider';
import { objectsIn, textOr } from '../json.ts';
import { keptData, type Owner } from '../kept-data.ts';

/**
 * An item of an answer that the service must see again, in its place: a part of the message's text, one of its calls,
 * or an item in the form of the service, such as encrypted reasoning.
 */
export type KeptItem =
  | { readonly kind: 'text'; readonly length: number; readonly phase?: string }
  | { readonly kind: 'call'; readonly isCustom?: boolean }
  | { readonly kind: 'item'; readonly item: JsonObject };

/**
 * Returns what a service must see again of an answer; `undefined` if the message has it all.
 *
 * @param stored whether the service stores the response, and finds its items by their ids
 */
export function keptItems(
  output: readonly JsonObject[],
  origin: string,
  stored: boolean,
): JsonValue | undefined {
  const final = hasFinalAnswer(output);
  const items = output.flatMap((item): KeptItem[] => {
    switch (item['type']) {
      case 'message': {
        const phase = textOr(item['phase']);
        // Commentary beside a final answer is not in the text of the message.
        if (final && phase !== 'final_answer') return [{ kind: 'item', item: commentary(item, phase) }];
        return [{ kind: 'text', length: textOfMessage(item).length, ...(phase !== '' && { phase }) }];
      }
      case 'function_call':
        return [{ kind: 'call' }];
      case 'custom_tool_call':
        return [{ kind: 'call', isCustom: true }];
      case 'reasoning':
        return stored || textOr(item['encrypted_content']) !== ''
          ? [{ kind: 'item', item: reasoning(item) }]
          : [];
      // An image is large, and the model cannot use its own again without storage.
      case 'image_generation_call':
        return [];
      default:
        return [{ kind: 'item', item }];
    }
  });
  const isPlain = items.every((item) => item.kind === 'call' || (item.kind === 'text' && !item.phase));
  const isCustom = items.some((item) => item.kind === 'call' && item.isCustom);
  return isPlain && !isCustom ? undefined : { origin, items: items.map((item) => ({ ...item })) };
}

/** Whether the last part of an answer is marked as such, so that the texts before it are commentary. */
export function hasFinalAnswer(output: readonly JsonObject[]): boolean {
  return output.some((item) => item['type'] === 'message' && item['phase'] === 'final_answer');
}

/** Returns the text or the refusal of a message. */
export function textOfMessage(message: JsonObject): string {
  const content = message['content'];
  if (typeof content === 'string') return content;
  const parts = objectsIn(content);
  const text = parts.map((part) => (part['type'] === 'refusal' ? '' : textOr(part['text']))).join('');
  return text || parts.map((part) => textOr(part['refusal'])).join('');
}

/** Returns what is kept in a message for a service; none if the message is of another one, or was changed. */
export function keptItemsIn(message: AssistantMessage, owner: Owner): readonly KeptItem[] {
  const items = objectsIn(keptData(message, owner)?.['items']).flatMap((item): KeptItem[] => {
    const { kind, length, phase, isCustom, item: raw } = item;
    if (kind === 'text' && typeof length === 'number') {
      return [{ kind, length, ...(typeof phase === 'string' && { phase }) }];
    }
    if (kind === 'call') return [{ kind, ...(isCustom === true && { isCustom }) }];
    return kind === 'item' && isJsonObject(raw) ? [{ kind, item: raw }] : [];
  });
  const calls = items.filter(({ kind }) => kind === 'call').length;
  const length = items.reduce((sum, item) => sum + (item.kind === 'text' ? item.length : 0), 0);
  return calls === message.toolCalls.length && length === message.text.length ? items : [];
}

function reasoning({ id, summary, encrypted_content: encrypted }: JsonObject): JsonObject {
  return {
    type: 'reasoning',
    ...(typeof id === 'string' && { id }),
    summary: Array.isArray(summary) ? summary : [],
    ...(typeof encrypted === 'string' && encrypted !== '' && { encrypted_content: encrypted }),
  };
}

function commentary(item: JsonObject, phase: string): JsonObject {
  return { role: 'assistant', content: textOfMessage(item), ...(phase !== '' && { phase }) };
}
