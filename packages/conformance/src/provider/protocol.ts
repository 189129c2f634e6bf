import type { JsonValue } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/host';

/** An answer of a service, independent of its protocol. */
export interface ProtocolAnswer {
  readonly text?: string;
  /** The reason of a refusal, instead of a text. */
  readonly refusal?: string;
  /** The reasoning before the text, with the signature that the service requires in later requests. */
  readonly thought?: { readonly text: string; readonly seal: string };
  readonly toolCalls?: readonly {
    /** Default: the service sends no ID. */
    readonly id?: string;
    readonly name: string;
    /** The text from the model, which may be invalid JSON. */
    readonly arguments: string;
  }[];
  /** Whether the answer has reached its token limit. Default: false. */
  readonly isCutOff?: boolean;
  /** The reason for the end of the answer, in the words of the service. Default: the one that fits the answer. */
  readonly stopReason?: string;
  /** Whether the service reports no token usage. Default: false. */
  readonly isWithoutUsage?: boolean;
}

/** The token usage of every answer of a stand-in. */
export const STAND_IN_USAGE = { input: 120, cached: 20, output: 30, reasoning: 8 } as const;

/** The model name of every answer of a stand-in. */
export const STAND_IN_MODEL = 'stand-in-1';

/** The events of a stream as text: those before the end of the answer, and those that mark it as complete. */
export interface ProtocolStream {
  readonly begin: readonly string[];
  readonly end: readonly string[];
}

/** The reason of an error response. */
export type ProtocolFault =
  | 'wrong-key'
  | 'unknown-model'
  | 'too-long'
  | 'rate-limited'
  | 'overloaded'
  | 'broken';

/** The HTTP protocol of a service, with which the conformance suite stands in for it. */
export interface ProviderProtocol {
  /** The response header with the request ID. */
  readonly requestIdHeader: string;
  /** Whether a request asks for a stream, by its body or its path. */
  wantsStream(body: JsonValue, path: string): boolean;
  /** Returns the body of an answer that is not streamed. */
  whole(answer: ProtocolAnswer): JsonValue;
  /** Returns the events of a streamed answer. */
  stream(answer: ProtocolAnswer): ProtocolStream;
  /** Returns the event for an error within a stream. */
  streamedError(message: string): string;
  /** Returns the body of an error response. */
  refusal(fault: ProtocolFault, message: string): JsonValue;
}

/** Formats a server-sent event. A string is not encoded as JSON. */
export function formatEvent(data: JsonValue, event?: string): string {
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  return `${event === undefined ? '' : `event: ${event}\n`}data: ${text}\n\n`;
}

/** Splits a text into up to three parts, as models stream it. */
export function splitText(text: string): string[] {
  const third = Math.ceil(text.length / 3);
  return [text.slice(0, third), text.slice(third, 2 * third), text.slice(2 * third)].filter(
    (piece) => piece !== '',
  );
}

/** Whether a body asks for a stream, in the form of OpenAI and Anthropic. */
export function requestsStream(body: JsonValue): boolean {
  return isJsonObject(body) && body['stream'] === true;
}
