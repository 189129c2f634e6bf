import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/provider';
import { fieldOf, objectsIn, textOr } from '../json.ts';

/** Returns the reasoning in the fields of a message or a delta, which services name differently. */
export function reasoningIn(message: unknown): string {
  const texts = ['reasoning_content', 'reasoning'].map((name) => textIn(fieldOf(message, name)));
  const details = objectsIn(fieldOf(message, 'reasoning_details'));
  texts.push(details.map((one) => textOr(one['text']) || textOr(one['summary'])).join(''));
  return texts.find((text) => text !== '') ?? '';
}

function textIn(value: unknown): string {
  if (Array.isArray(value)) return value.map(textIn).join('');
  if (isJsonObject(value)) return textOr(value['text']) || textOr(value['content']);
  return textOr(value);
}

/** Collects the reasoning of a stream, in the fields in which it comes. */
export class ReasoningGatherer {
  readonly #texts: Record<string, string> = {};
  readonly #details: JsonObject[] = [];

  add(delta: JsonObject): void {
    for (const name of ['reasoning_content', 'reasoning']) {
      const text = textIn(delta[name]);
      if (text !== '') this.#texts[name] = (this.#texts[name] ?? '') + text;
    }
    for (const detail of objectsIn(delta['reasoning_details'])) this.#addDetail(detail);
  }

  /** The fields of the whole message. */
  fields(): JsonObject {
    return { ...this.#texts, ...(this.#details.length > 0 && { reasoning_details: [...this.#details] }) };
  }

  /** A detail comes in pieces, of which only the first may have all its fields. */
  #addDetail(piece: JsonObject): void {
    const last = this.#details.at(-1);
    const isMore =
      last !== undefined &&
      last['index'] === piece['index'] &&
      (piece['type'] ?? last['type']) === last['type'];
    if (!isMore || (last['id'] && piece['id'] && last['id'] !== piece['id'])) {
      this.#details.push({ ...piece });
      return;
    }
    for (const [name, value] of Object.entries(piece)) last[name] = joined(name, last[name], value);
  }
}

function joined(name: string, known: JsonValue | undefined, more: JsonValue): JsonValue {
  const isText = ['text', 'summary', 'data'].includes(name);
  return isText && typeof known === 'string' && typeof more === 'string'
    ? known + more
    : (more ?? known ?? null);
}
