import type { AssistantMessage, JsonValue } from '@mcp-agent/core';
import { toJson } from '@mcp-agent/core/engine';
import type { ResponseOutputItem, ResponseReasoningItem } from 'openai/resources/responses/responses';

/** An encrypted reasoning item, to send back with the results of the model's tool calls. */
interface Thought {
  readonly id: string;
  readonly encrypted: string;
  readonly summary: readonly string[];
}

/** The parts of a response, in order. Text and calls are already in the message. */
export type Piece = Thought | 'text' | 'call';

/**
 * Returns the reasoning items of a response; `undefined` if it has none, or no tool call, after which none is needed.
 */
export function thoughtsIn(output: readonly ResponseOutputItem[]): JsonValue | undefined {
  const pieces = output.flatMap((item): Piece[] => {
    if (item.type === 'message') return ['text'];
    if (item.type === 'function_call') return ['call'];
    if (item.type !== 'reasoning' || !item.encrypted_content) return [];
    const summary = item.summary.map(({ text }) => text);
    return [{ id: item.id, encrypted: item.encrypted_content, summary }];
  });
  const isWanted = pieces.includes('call') && pieces.some((piece) => typeof piece === 'object');
  return isWanted ? toJson(pieces, 'thoughts') : undefined;
}

/** Returns the parts stored with a message. */
export function piecesOf({ providerData }: AssistantMessage): readonly Piece[] {
  if (providerData?.provider !== 'openai' || !Array.isArray(providerData.data)) return [];
  const kept: readonly unknown[] = providerData.data;
  return kept.filter(isPiece);
}

/** Converts a reasoning item to a request item. */
export function toItem({ id, encrypted, summary }: Thought): ResponseReasoningItem {
  return {
    type: 'reasoning',
    id,
    encrypted_content: encrypted,
    summary: summary.map((text) => ({ type: 'summary_text', text })),
  };
}

function isPiece(value: unknown): value is Piece {
  if (value === 'text' || value === 'call') return true;
  return typeof value === 'object' && value !== null && 'encrypted' in value;
}
