import type { Anthropic } from '@anthropic-ai/sdk';
import { type ContentPart, textOf } from '@mcp-agent/core';
import { isSupportedImage } from '@mcp-agent/provider-utils';

/** A block that a user or a tool sends. */
export type PartBlock = Anthropic.TextBlockParam | Anthropic.ImageBlockParam | Anthropic.DocumentBlockParam;

/**
 * Converts a part. Images, PDFs and texts are sent as such; other media are replaced by a text that names them.
 */
export function toPart(part: ContentPart): PartBlock {
  if (isSupportedImage(part)) {
    return { type: 'image', source: { type: 'base64', media_type: part.mimeType, data: part.data } };
  }
  const source = part.type === 'file' ? documentOf(part.mimeType, part.data) : undefined;
  if (part.type === 'file' && source !== undefined) {
    const title = part.name?.trim();
    return { type: 'document', source, ...(title && { title }) };
  }
  if (part.type === 'url' && /^https?:\/\//i.test(part.url)) {
    const { url, mimeType } = part;
    if (mimeType.startsWith('image/')) return { type: 'image', source: { type: 'url', url } };
    if (mimeType === 'application/pdf') return { type: 'document', source: { type: 'url', url } };
  }
  return { type: 'text', text: textOf([part]) };
}

function documentOf(
  mimeType: string,
  data: string,
): Anthropic.Base64PDFSource | Anthropic.PlainTextSource | undefined {
  if (mimeType === 'application/pdf') return { type: 'base64', media_type: 'application/pdf', data };
  const text = mimeType.startsWith('text/') ? Buffer.from(data, 'base64').toString() : '';
  return text.trim() === '' ? undefined : { type: 'text', media_type: 'text/plain', data: text };
}
