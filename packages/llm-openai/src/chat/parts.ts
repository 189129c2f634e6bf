import { type ContentPart, type JsonObject, textOf } from '@mcp-agent/core';
import { isDocument, isSupportedImage } from '@mcp-agent/provider-utils';
import type { Profile } from '../profiles/profile.ts';

const AUDIO_FORMATS: Readonly<Record<string, 'mp3' | 'wav'>> = {
  'audio/mpeg': 'mp3',
  'audio/mp3': 'mp3',
  'audio/wav': 'wav',
  'audio/wave': 'wav',
  'audio/x-wav': 'wav',
};

/** Converts a part of a message. A part that the service does not support becomes a note. */
export function toChatPart(part: ContentPart, profile: Profile): JsonObject {
  return mediaPart(part, profile) ?? { type: 'text', text: textOf([part]) };
}

/** Converts a part that is not text; `undefined` if the service does not support it. */
export function mediaPart(part: ContentPart, { images, audio, files }: Profile): JsonObject | undefined {
  switch (part.type) {
    case 'text':
      return undefined;
    case 'image':
      if (images === 'none' || !isSupportedImage(part)) return undefined;
      return { type: 'image_url', image_url: { url: dataUrl(part) } };
    case 'audio': {
      const format = AUDIO_FORMATS[part.mimeType];
      if (!audio || format === undefined) return undefined;
      return { type: 'input_audio', input_audio: { data: part.data, format } };
    }
    case 'file':
      return isDocument(part.mimeType) ? filePart(files, dataUrl(part), fileName(part)) : undefined;
    default:
      if (!part.mimeType.startsWith('image/')) {
        return files === 'file' || !isDocument(part.mimeType)
          ? undefined
          : filePart(files, part.url, fileName(part));
      }
      return images === 'url' ? { type: 'image_url', image_url: { url: part.url } } : undefined;
  }
}

function filePart(files: Profile['files'], url: string, name: string): JsonObject | undefined {
  if (files === 'none') return undefined;
  if (files === 'document_url') return { type: 'document_url', document_url: url };
  return { type: 'file', file: { filename: name, file_data: url } };
}

/** Returns a `data:` URL. */
export function dataUrl({ mimeType, data }: { readonly mimeType: string; readonly data: string }): string {
  return `data:${mimeType};base64,${data}`;
}

/** Returns the name of a document, which services require. */
export function fileName(part: { readonly mimeType: string; readonly name?: string }): string {
  return part.name ?? `document.${/\/([a-z0-9]+)$/i.exec(part.mimeType)?.[1] ?? 'bin'}`;
}
