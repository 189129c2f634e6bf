import type { JsonObject, JsonValue } from '../../runtime/values/json.ts';

/** A piece of a message. MCP's content blocks, in the part that models can be given. */
export type ContentPart = TextPart | MediaPart;

export interface TextPart {
  readonly type: 'text';
  readonly text: string;
}

/** An image or a sound, as base64. */
export interface MediaPart {
  readonly type: 'image' | 'audio';
  readonly data: string;
  readonly mimeType: string;
}

/** Who does what a tool call asks for: an MCP server, a function of the worker, or the workflow itself. */
export type ToolTarget =
  | { readonly kind: 'server'; readonly server: string; readonly tool: string }
  | { readonly kind: 'function'; readonly tool: string }
  | { readonly kind: 'workflow'; readonly tool: string };

/** What a model wants done, with where it is to be done. */
export interface ToolCall {
  /** The model's id for the call. */
  readonly id: string;
  /** The name that the model used. */
  readonly name: string;
  readonly arguments: JsonObject;
  /** What is wrong with the arguments that the model gave: it is told so, and nothing is called. */
  readonly invalidArguments?: string;
  /** Who does it; absent when no tool of that name was offered. */
  readonly target?: ToolTarget;
  /** Whether calling twice does no more than calling once, by the server's word. */
  readonly repeatable: boolean;
}

interface Stored {
  /** Unique in its conversation. */
  readonly id: string;
}

/** What the agent is told to be. */
export interface SystemMessage extends Stored {
  readonly role: 'system';
  readonly content: string;
}

export interface UserMessage extends Stored {
  readonly role: 'user';
  readonly content: readonly ContentPart[];
}

/** A model's answer: text, or tools to be called, or both. */
export interface AssistantMessage extends Stored {
  readonly role: 'assistant';
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
  /** Why the model stopped, where it was for another reason than that it had said all. */
  readonly stopReason?: 'max_tokens' | 'refusal';
  /**
   * What the provider must be shown again in the next call, such as thoughts that the service has signed: for
   * the provider alone, and of no meaning to another.
   */
  readonly providerData?: { readonly provider: string; readonly data: JsonValue };
}

/** What a tool gave. */
export interface ToolMessage extends Stored {
  readonly role: 'tool';
  readonly toolCallId: string;
  readonly content: readonly ContentPart[];
  /** What the tool gave as data, in a call that no model asked for: MCP's `structuredContent`. */
  readonly structuredContent?: JsonObject;
  /** The tool says that it failed: MCP's `isError`. The model is told, and may do better. */
  readonly isError: boolean;
}

/** A message in neutral form, which every provider translates. */
export type Message = SystemMessage | UserMessage | AssistantMessage | ToolMessage;

/** The text of some content, with a word for what is not text. */
export function textOf(content: readonly ContentPart[]): string {
  return content
    .map((part) => (part.type === 'text' ? part.text : `[${part.type} ${part.mimeType}]`))
    .join('\n');
}
