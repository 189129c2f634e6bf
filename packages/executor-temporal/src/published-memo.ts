import type { JsonValue, PublishedItem } from '@mcp-agent/core';
import { property } from '@mcp-agent/core/engine';

/**
 * Memo in which a workflow publishes items to its followers. Each write is an event of the history with the value, so
 * that a long poll of the history delivers it; the memo itself has only the last one.
 */
export const PUBLISHED_MEMO = 'mcp_agent_published';

/**
 * A longer item is split, because the visibility store of a Temporal server may limit a memo: MySQL to 64 KB. In UTF-16
 * units of the item's JSON.
 */
const MAX_LENGTH = 10_000;

/** Returns the values to write to the memo, in order. */
export function toMemoValues(item: PublishedItem): JsonValue[] {
  const text = JSON.stringify(item);
  if (text.length <= MAX_LENGTH) return [{ ...item }];
  const count = Math.ceil(text.length / MAX_LENGTH);
  return Array.from({ length: count }, (_, index) => ({
    part: text.slice(index * MAX_LENGTH, (index + 1) * MAX_LENGTH),
    isLast: index === count - 1,
  }));
}

/** Restores the items of a run from the values of its memo. */
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
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `toMemoValues` wrote it
  return value as PublishedItem;
}
