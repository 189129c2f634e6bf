import type { ContentPart } from '../model/messages.ts';

/** A resource as its server describes it: MCP's `Resource`. */
export interface ResourceDescription {
  readonly uri: string;
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly mimeType?: string;
  /** In bytes, if the server knows it. */
  readonly size?: number;
}

/** A template for the URIs of many resources: MCP's `ResourceTemplate`. */
export interface ResourceTemplateDescription {
  /** An RFC 6570 template, such as `file:///{path}`. */
  readonly uriTemplate: string;
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly mimeType?: string;
}

/** A part of a resource: text, or base64-encoded bytes. */
export type ResourcePart =
  | { readonly uri: string; readonly mimeType?: string; readonly text: string }
  | { readonly uri: string; readonly mimeType?: string; readonly blob: string };

/** The content of a resource when it was read. */
export interface ResourceContent {
  readonly parts: readonly ResourcePart[];
  /** Identifies this content. Pass it to `waitForResourceUpdate` as `since`. */
  readonly version: string;
}

/** Converts a part of a resource for a model. Binary data other than images and audio becomes a text placeholder. */
export function resourceToContent(resource: ResourcePart): ContentPart {
  const mimeType = resource.mimeType ?? '';
  const label = `Resource ${resource.uri}${mimeType === '' ? '' : ` (${mimeType})`}`;
  if ('text' in resource) return { type: 'text', text: `${label}\n${resource.text}` };
  if (mimeType.startsWith('image/')) return { type: 'image', data: resource.blob, mimeType };
  if (mimeType.startsWith('audio/')) return { type: 'audio', data: resource.blob, mimeType };
  const bytes = Math.floor((resource.blob.length * 3) / 4);
  return { type: 'text', text: `${label}\n[${bytes} bytes of binary data, not shown]` };
}
