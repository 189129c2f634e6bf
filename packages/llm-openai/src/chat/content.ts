import type { JsonObject } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/provider';
import { fieldOf, textOr } from '../json.ts';

/** What the content of a message or a delta has: text, or parts of several types. */
export interface Content {
  readonly text: string;
  readonly refusal: string;
  /** The text of `thinking`. */
  readonly thought: string;
  /** The parts with reasoning, in the form of the service. */
  readonly thinking: readonly JsonObject[];
}

/** Reads content: a text, or parts, such as Mistral's with reasoning in parts of the type `thinking`. */
export function readContent(content: unknown): Content {
  const parts: readonly unknown[] = Array.isArray(content) ? content : [content];
  const thinking = parts.filter(isJsonObject).filter(isThinking);
  return {
    text: parts.map((part) => (isJsonObject(part) ? textOfPart(part) : textOr(part))).join(''),
    refusal: parts.map((part) => textOr(fieldOf(part, 'refusal'))).join(''),
    thought: thinking.map(thoughtOf).join(''),
    thinking,
  };
}

function isThinking({ type }: JsonObject): boolean {
  return type === 'thinking' || type === 'reasoning';
}

function textOfPart(part: JsonObject): string {
  return isThinking(part) ? '' : textOr(part['text']);
}

/** Returns the text of a `thinking` part, whose value is a text or parts. */
function thoughtOf(part: JsonObject): string {
  const thought = part['thinking'] ?? part['reasoning'] ?? part['text'];
  return Array.isArray(thought)
    ? thought.map((one) => textOr(fieldOf(one, 'text'))).join('')
    : textOr(thought);
}
