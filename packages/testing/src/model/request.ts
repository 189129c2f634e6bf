import type { JsonObject } from '@mcp-agent/core';

/** A message as OpenAI's protocol has it, in the part that a stand-in reads. */
export interface StandInMessage {
  readonly role: 'system' | 'developer' | 'user' | 'assistant' | 'tool';
  /** The text; what is no text is left out. */
  readonly text: string;
  /** The tools that an assistant's message calls. */
  readonly toolCalls: readonly { readonly id: string; readonly name: string; readonly arguments: string }[];
  /** The call that a tool's message answers. */
  readonly toolCallId?: string;
}

/** A tool that a request offers. */
export interface StandInTool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments. */
  readonly parameters: JsonObject;
}

/** A request as a stand-in was asked it. */
export interface StandInRequest {
  readonly model: string;
  readonly messages: readonly StandInMessage[];
  readonly tools: readonly StandInTool[];
  /** How many answers of the model are among the messages: 0 for the first request of a conversation. */
  readonly turn: number;
  /** How often exactly these messages were asked, from 1: more than once when the request is tried again. */
  readonly attempt: number;
  /** The body as it came. */
  readonly body: JsonObject;
}
