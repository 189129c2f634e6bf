import { type ContentPart, resourceToContent } from '@mcp-agent/core';
import type { CallToolResult, ContentBlock } from '@modelcontextprotocol/client';

/** Limit in bytes. Temporal rejects values above 2 MB, and a message has other fields beside its content. */
export const MAX_BYTES: number = 1_500_000;
/** Maximum size of a truncation note, in bytes. */
const NOTE_BYTES = 200;

/**
 * Converts a tool result to content parts for a model.
 *
 * @param maxBytes size to which they are truncated
 */
export function contentParts(result: CallToolResult, maxBytes: number = MAX_BYTES): ContentPart[] {
  const parts = result.content.map(toPart);
  if (parts.length === 0 && result.structuredContent !== undefined) {
    parts.push({ type: 'text', text: JSON.stringify(result.structuredContent) });
  }
  return truncate(parts, maxBytes);
}

/** Converts an MCP content block to a content part for a model. */
export function toPart(block: ContentBlock): ContentPart {
  switch (block.type) {
    case 'text':
      return { type: 'text', text: block.text };
    case 'image':
    case 'audio':
      return { type: block.type, data: block.data, mimeType: block.mimeType };
    case 'resource_link':
      return {
        type: 'text',
        text: describe(block.uri, block.mimeType, block.title ?? block.name, block.description),
      };
    case 'resource':
      return resourceToContent(block.resource);
    default:
      // The schema allows no other type today; block types of later MCP versions are passed on as JSON.
      return { type: 'text', text: JSON.stringify(block) };
  }
}

function describe(uri: string, mimeType: string | undefined, name?: string, description?: string): string {
  const kind = mimeType === undefined || mimeType === '' ? '' : ` (${mimeType})`;
  const words = [name, description].filter((word) => word !== undefined && word !== '').join(': ');
  return `Resource ${uri}${kind}${words === '' ? '' : `: ${words}`}`;
}

/** Truncates the parts to a size in total, with a note of what was omitted. */
function truncate(parts: readonly ContentPart[], maxBytes: number): ContentPart[] {
  if (jsonBytes(parts) <= maxBytes) return [...parts];
  const fitting: ContentPart[] = [];
  let room = maxBytes;
  let omitted = 0;
  for (const part of parts) {
    const bytes = jsonBytes(part) + 1;
    if (bytes + NOTE_BYTES <= room) {
      fitting.push(part);
      room -= bytes;
    } else if (part.type === 'text' && room > 4 * NOTE_BYTES) {
      const kept = prefix(part.text, room - 3 * NOTE_BYTES);
      fitting.push({
        type: 'text',
        text: `${kept}\n[Truncated: the result is too large. ${kept.length} of ${part.text.length} characters are shown.]`,
      });
      room = 2 * NOTE_BYTES;
    } else {
      omitted += 1;
    }
  }
  if (omitted > 0) {
    const what = omitted === 1 ? '1 more part is' : `${omitted} more parts are`;
    fitting.push({ type: 'text', text: `[Truncated: the result is too large. ${what} omitted.]` });
  }
  return fitting;
}

/** Returns about the longest prefix of a text that needs at most `bytes` bytes as JSON. */
export function prefix(text: string, bytes: number): string {
  let kept = text;
  for (let size = jsonBytes(kept); size > bytes; size = jsonBytes(kept)) {
    kept = kept.slice(0, Math.floor(kept.length * Math.min(bytes / size, 0.99)));
  }
  // Do not end in half a surrogate pair.
  return /[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept;
}

export function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
