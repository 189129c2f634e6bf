import type { Anthropic } from '@anthropic-ai/sdk';
import type { GatheredBlock } from './stream.ts';

/** A thinking block, which must be sent back with the results of the tool calls that it led to. */
export type Thought = Anthropic.ThinkingBlockParam | Anthropic.RedactedThinkingBlockParam;

/** Whether a stored value is a thinking block. */
export function isThought(value: unknown): value is Thought {
  return (
    typeof value === 'object' && value !== null && 'type' in value && String(value.type).endsWith('thinking')
  );
}

/** Returns a thinking block in full, and only the type of any other block. */
export function thoughtOf({ start, text, signature }: GatheredBlock): Thought | string {
  if (start.type === 'thinking')
    return { type: 'thinking', thinking: text, signature: signature || start.signature };
  return start.type === 'redacted_thinking' ? { type: start.type, data: start.data } : start.type;
}
