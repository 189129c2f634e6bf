import type { JsonObject, JsonValue } from '../../runtime/values/json.ts';

/** A part of a message. The subset of MCP's content blocks that models accept. */
export type ContentPart = TextPart | MediaPart | FilePart | UrlPart;

export interface TextPart {
  readonly type: 'text';
  readonly text: string;
}

/** An image or audio, base64-encoded. */
export interface MediaPart {
  readonly type: 'image' | 'audio';
  readonly data: string;
  readonly mimeType: string;
}

/** A document, such as a PDF, base64-encoded. */
export interface FilePart {
  readonly type: 'file';
  readonly data: string;
  readonly mimeType: string;
  /** File name, which some services show to the model. */
  readonly name?: string;
}

/** An image or a document that the service fetches by its URL. */
export interface UrlPart {
  readonly type: 'url';
  readonly url: string;
  /** Such as `image/png` or `application/pdf`. */
  readonly mimeType: string;
}

/** A source that a tool of the service found, such as a web page. */
export interface Source {
  readonly url: string;
  readonly title?: string;
}

/**
 * Where a tool call runs: on an MCP server, in a function of the worker, or in the workflow itself. A search of tools
 * has run already: it has the names of the tools that it found.
 */
export type ToolTarget =
  | { readonly kind: 'server'; readonly server: string; readonly tool: string }
  | { readonly kind: 'function'; readonly tool: string }
  | { readonly kind: 'workflow'; readonly tool: string }
  | { readonly kind: 'search'; readonly found: readonly string[] };

/** A tool call of a model, with its target. */
export interface ToolCall {
  /** The model's id for the call. */
  readonly id: string;
  /** The tool name that the model used, in characters that services accept. */
  readonly name: string;
  /** The tool name that the model used, if services do not accept it. At most 200 characters. */
  readonly originalName?: string;
  readonly arguments: JsonObject;
  /** Why the model's arguments are invalid. If set, the model receives this text and the tool is not called. */
  readonly invalidArguments?: string;
  /** Which tools exist, if none with this name was offered. The model receives this text. */
  readonly unknownTool?: string;
  /** Where the call runs. Absent if no tool with this name was offered. */
  readonly target?: ToolTarget;
  /** Whether the tool is declared idempotent. */
  readonly repeatable: boolean;
  /** Digest of the definition that the model saw, for a server's tool. An approval holds for this definition. */
  readonly definition?: string;
}

interface Stored {
  /** Unique in its conversation. */
  readonly id: string;
}

/** The system prompt. */
export interface SystemMessage extends Stored {
  readonly role: 'system';
  readonly content: string;
}

export interface UserMessage extends Stored {
  readonly role: 'user';
  readonly content: readonly ContentPart[];
}

/** A model's answer: text, tool calls, or both. */
export interface AssistantMessage extends Stored {
  readonly role: 'assistant';
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
  /**
   * Why the model stopped, if it did not finish normally. After `pause`, the service continues the answer in the next
   * call.
   */
  readonly stopReason?: 'max_tokens' | 'refusal' | 'pause';
  /** Sources that tools of the service found. */
  readonly sources?: readonly Source[];
  /**
   * Data that the provider must send back with the next call, such as signed reasoning. Only the provider that
   * created it uses it.
   */
  readonly providerData?: { readonly provider: string; readonly data: JsonValue };
}

/** The result of a tool call. */
export interface ToolMessage extends Stored {
  readonly role: 'tool';
  readonly toolCallId: string;
  readonly content: readonly ContentPart[];
  /** The tool's structured result, for calls outside a model conversation. MCP's `structuredContent`. */
  readonly structuredContent?: JsonObject;
  /** Whether the tool reported a failure. The model receives it and can try again. MCP's `isError`. */
  readonly isError: boolean;
}

/** A message in a provider-independent form. Every provider translates it. */
export type Message = SystemMessage | UserMessage | AssistantMessage | ToolMessage;

/** Returns the text of content parts, with a placeholder for each part that is not text. */
export function textOf(content: readonly ContentPart[]): string {
  return content.map(wordsOf).join('\n');
}

function wordsOf(part: ContentPart): string {
  if (part.type === 'text') return part.text;
  return part.type === 'url' ? `[${part.mimeType} ${part.url}]` : `[${part.type} ${part.mimeType}]`;
}
