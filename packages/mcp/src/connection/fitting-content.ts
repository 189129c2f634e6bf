import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/host';
import type { CallToolResult } from '@modelcontextprotocol/client';
import type { ToolResult } from '../tool-invocation.ts';
import { contentParts, jsonBytes, MAX_BYTES, prefix } from './content.ts';

/** The shortest length to which a text is cut, in bytes. */
const MIN_TEXT_BYTES = 100;
/** Lengths to which the texts in structured content are cut, one after the other, in bytes. */
const TEXT_LIMITS = [100_000, 10_000, 1_000, MIN_TEXT_BYTES];

/**
 * Returns a result's content and structured content, cut so that both together fit into a message. Servers made with
 * FastMCP repeat each text in the structured content.
 */
export function fittingContent(result: CallToolResult): Omit<ToolResult, 'isError'> {
  if (result.structuredContent === undefined) return { content: contentParts(result) };
  // It came as JSON, and may be larger than a value may be.
  const structured: JsonObject = JSON.parse(JSON.stringify(result.structuredContent));
  // Neither part displaces the other one: each has at least half of the room.
  const contentBytes = jsonBytes(result.content);
  const room = MAX_BYTES - Math.min(contentBytes, MAX_BYTES / 2);
  const fitting = truncated(structured, room);
  const content = contentParts(result, MAX_BYTES - (fitting === undefined ? 0 : jsonBytes(fitting)));
  if (fitting !== undefined) return { content, structuredContent: fitting };
  const note = `[Truncated: the structured content of the result is too large (${jsonBytes(structured)} bytes) and is omitted.]`;
  return { content: [...content, { type: 'text', text: note }] };
}

/** Cuts the texts in a value until it fits; `undefined` if that is not enough. */
function truncated(value: JsonObject, room: number): JsonObject | undefined {
  if (jsonBytes(value) <= room) return value;
  // Many fields do not become less by shorter texts.
  if (jsonBytes(withShortTexts(value, MIN_TEXT_BYTES)) > room) return undefined;
  for (const limit of [room - 1_000, ...TEXT_LIMITS]) {
    const cut = withShortTexts(value, limit);
    if (isJsonObject(cut) && jsonBytes(cut) <= room) return cut;
  }
  return undefined;
}

function withShortTexts(value: JsonValue, limit: number): JsonValue {
  if (typeof value === 'string') {
    // A character has at most six bytes as JSON.
    if (value.length * 6 <= limit) return value;
    const kept = prefix(value, limit);
    return kept === value
      ? value
      : `${kept}\n[Truncated: ${kept.length} of ${value.length} characters are shown.]`;
  }
  if (Array.isArray(value)) return value.map((item) => withShortTexts(item, limit));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, withShortTexts(field, limit)]));
}
