import type { ContentPart } from '@mcp-agent/core';
import type { MediaPart } from '@mcp-agent/core/provider';

/** Image types that OpenAI's models accept; any other fails the whole request. */
const IMAGE_TYPES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** Whether a part is an image that OpenAI's models accept. */
export function isShownImage(part: ContentPart): part is MediaPart {
  return part.type === 'image' && IMAGE_TYPES.has(part.mimeType);
}
