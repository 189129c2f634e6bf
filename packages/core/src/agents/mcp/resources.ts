import type { ContentPart } from '../model/messages.ts';

/** A resource as its server describes it: MCP's `Resource`. */
export interface ResourceDescription {
  readonly uri: string;
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly mimeType?: string;
  /** In bytes, where the server knows. */
  readonly size?: number;
}

/** How the URIs of many resources are made: MCP's `ResourceTemplate`. */
export interface ResourceTemplateDescription {
  /** An RFC 6570 template, such as `file:///{path}`. */
  readonly uriTemplate: string;
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly mimeType?: string;
}

/** A piece of what a resource holds: a text, or bytes as base64. */
export type ResourcePart =
  | { readonly uri: string; readonly mimeType?: string; readonly text: string }
  | { readonly uri: string; readonly mimeType?: string; readonly blob: string };

/** What a resource held when it was read. */
export interface ResourceContent {
  readonly parts: readonly ResourcePart[];
  /** Differs from that of any other content: what `waitForResourceUpdate` is told to wait from. */
  readonly version: string;
}

/** What a resource holds as models can be given it: bytes that are neither image nor sound are named alone. */
export function resourceToContent(resource: ResourcePart): ContentPart {
  const mimeType = resource.mimeType ?? '';
  const label = `Resource ${resource.uri}${mimeType === '' ? '' : ` (${mimeType})`}`;
  if ('text' in resource) return { type: 'text', text: `${label}\n${resource.text}` };
  if (mimeType.startsWith('image/')) return { type: 'image', data: resource.blob, mimeType };
  if (mimeType.startsWith('audio/')) return { type: 'audio', data: resource.blob, mimeType };
  const bytes = Math.floor((resource.blob.length * 3) / 4);
  return { type: 'text', text: `${label}\n[${bytes} bytes of binary data, not shown]` };
}
