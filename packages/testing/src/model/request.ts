import type { JsonObject } from '@mcp-agent/core';

/** A message of OpenAI's protocol, reduced to the fields that a stand-in uses. */
export interface StandInMessage {
  readonly role: 'system' | 'developer' | 'user' | 'assistant' | 'tool';
  /** The text parts of the message. */
  readonly text: string;
  /** The tools that an assistant's message calls. */
  readonly toolCalls: readonly { readonly id: string; readonly name: string; readonly arguments: string }[];
  /** The ID of the call whose result a tool message has. */
  readonly toolCallId?: string;
}

/** A tool that a request offers. */
export interface StandInTool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments. */
  readonly parameters: JsonObject;
}

/** A request to a stand-in. */
export interface StandInRequest {
  readonly model: string;
  readonly messages: readonly StandInMessage[];
  readonly tools: readonly StandInTool[];
  /** The number of assistant messages in the request: 0 for the first request of a conversation. */
  readonly turn: number;
  /** How often these messages were sent, from 1. Retries increase it. */
  readonly attempt: number;
  /** The body of the request. */
  readonly body: JsonObject;
}
