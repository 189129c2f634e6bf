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

/** Types of documents that services read: texts, PDF, and those of office programs. */
const DOCUMENTS =
  /^(?:text\/|application\/(?:pdf|json|xml|rtf|msword|epub\+zip|vnd\.(?:ms-(?:excel|powerpoint)|(?:openxmlformats-office|oasis\.open)document)\b))/i;

/** Whether a type is one of documents that services read; any other fails the whole request. */
export function isDocument(mimeType: string): boolean {
  return DOCUMENTS.test(mimeType);
}
