import type { JsonValue } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/host';

/** What a service is to answer, in neutral form. */
export interface WireAnswer {
  readonly text?: string;
  /** In place of a text: why the model gives none. */
  readonly refusal?: string;
  /** What the model thinks before the rest, with the seal that the service wants to see again. */
  readonly thought?: { readonly text: string; readonly seal: string };
  readonly toolCalls?: readonly {
    /** None: the service leaves it out. */
    readonly id?: string;
    readonly name: string;
    /** As the model writes them, which may be no JSON. */
    readonly arguments: string;
  }[];
  /** The answer reached its limit of tokens. */
  readonly isCutOff?: boolean;
}

/** The tokens that every answer of a stand-in takes. */
export const WIRE_USAGE = { input: 120, cached: 20, output: 30, reasoning: 8 } as const;

/** The model that every answer of a stand-in names. */
export const WIRE_MODEL = 'stand-in-1';

/** A stream's events as text, apart: those that an answer begins with, and those that say that it is whole. */
export interface WireStream {
  readonly begin: readonly string[];
  readonly end: readonly string[];
}

/** Why a service refuses. */
export type WireFault = 'wrong-key' | 'unknown-model' | 'too-long' | 'rate-limited' | 'overloaded' | 'broken';

/** How a service speaks over HTTP: what a conformance suite for its provider must know to stand in for it. */
export interface ProviderWire {
  /** The header of an answer with the request's id. */
  readonly requestIdHeader: string;
  /** Whether a request wants its answer streamed. */
  wantsStream(body: JsonValue): boolean;
  /** The body of an answer that is not streamed. */
  whole(answer: WireAnswer): JsonValue;
  stream(answer: WireAnswer): WireStream;
  /** An event that tells of an error within a stream. */
  streamedError(message: string): string;
  /** The body of an answer that is an error. */
  refusal(fault: WireFault, message: string): JsonValue;
}

/** A server-sent event; a text is sent as it is. */
export function sse(data: JsonValue, event?: string): string {
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  return `${event === undefined ? '' : `event: ${event}\n`}data: ${text}\n\n`;
}

/** A text in three pieces, as models stream it. */
export function inPieces(text: string): string[] {
  const third = Math.ceil(text.length / 3);
  return [text.slice(0, third), text.slice(third, 2 * third), text.slice(2 * third)].filter(
    (piece) => piece !== '',
  );
}

/** Whether the body asks for a stream as OpenAI's and Anthropic's do. */
export function asksForStream(body: JsonValue): boolean {
  return isJsonObject(body) && body['stream'] === true;
}
