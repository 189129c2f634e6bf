import type { JsonValue, PublishedItem } from '@mcp-agent/core';
import { property } from '@mcp-agent/core/engine';

/** Restores the items of a run from the values of its memo, which `publish` of the runtime has written. */
export class PublishedItems {
  #parts = '';

  /** Returns the item, once all its parts are read. */
  read(written: JsonValue): PublishedItem | undefined {
    const part = property(written, 'part');
    if (typeof part !== 'string') return asItem(written);
    this.#parts += part;
    if (property(written, 'isLast') !== true) return undefined;
    const text = this.#parts;
    this.#parts = '';
    return asItem(JSON.parse(text));
  }
}

function asItem(value: unknown): PublishedItem {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return value as PublishedItem;
}
