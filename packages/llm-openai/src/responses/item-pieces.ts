import type { JsonObject } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/provider';
import { textOr } from '../json.ts';

interface Gathered {
  readonly item: JsonObject;
  text: string;
}

/** Assembles the items of a stream, for services that leave them or the arguments of calls out at its end. */
export class ItemGatherer {
  readonly #done: JsonObject[] = [];
  readonly #started = new Map<unknown, Gathered>();

  start(index: unknown, item: unknown): void {
    if (isJsonObject(item)) this.#started.set(index, { item, text: '' });
  }

  /** Adds a piece of the text of a message, or of the arguments of a call. */
  add(index: unknown, type: 'message' | 'function_call', delta: unknown): void {
    const gathered = this.#started.get(index) ?? { item: { type }, text: '' };
    gathered.text += textOr(delta);
    this.#started.set(index, gathered);
  }

  end(item: unknown): void {
    if (isJsonObject(item)) this.#done.push(item);
  }

  /**
   * Returns the items of a response, with the arguments of their calls.
   *
   * @param output the items at the end of the stream
   */
  complete(output: readonly JsonObject[]): readonly JsonObject[] {
    const started = [...this.#started.values()].map(whole);
    const items = [output, this.#done, started].find((some) => some.length > 0) ?? [];
    return items.map((item) => {
      if (item['type'] !== 'function_call' || textOr(item['arguments']) !== '') return item;
      const known = started.find((one) => one['type'] === item['type'] && one['call_id'] === item['call_id']);
      return textOr(known?.['arguments']) === ''
        ? item
        : { ...item, arguments: textOr(known?.['arguments']) };
    });
  }
}

function whole({ item, text }: Gathered): JsonObject {
  if (text === '') return item;
  return item['type'] === 'function_call'
    ? { ...item, arguments: text }
    : { ...item, content: [{ type: 'output_text', text }] };
}
