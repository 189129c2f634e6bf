import type { ContentPart } from '@mcp-agent/core';
import type { MediaPart } from '@mcp-agent/core/provider';

/** Image types that models of OpenAI and Anthropic accept; any other fails the whole request. */
const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const;

/** An image that models of OpenAI and Anthropic accept. */
export interface SupportedImage extends MediaPart {
  readonly mimeType: (typeof IMAGE_TYPES)[number];
}

/** Whether a part is an image that models of OpenAI and Anthropic accept. */
export function isSupportedImage(part: ContentPart): part is SupportedImage {
  return part.type === 'image' && IMAGE_TYPES.some((type) => type === part.mimeType);
}
