import type { ContentPart } from '@mcp-agent/core';
import type { MediaPart } from '@mcp-agent/core/provider';

/** Image types that models of OpenAI and Anthropic accept; any other fails the whole request. */
const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const;

/** Whether a part is an image that models of OpenAI and Anthropic accept. */
export function isSupportedImage(
  part: ContentPart,
): part is MediaPart & { readonly mimeType: (typeof IMAGE_TYPES)[number] } {
  return part.type === 'image' && IMAGE_TYPES.some((type) => type === part.mimeType);
}
