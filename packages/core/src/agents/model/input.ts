import type { ContentPart } from './messages.ts';

/** A message of a model input, such as one of a prompt. */
export interface InputMessage {
  readonly role: 'user' | 'assistant';
  readonly content: string | ContentPart | readonly ContentPart[];
}

/**
 * Input of a model: text, content parts such as images or audio, or several messages, the last of them from the
 * user.
 */
export type ModelInput = string | readonly ContentPart[] | readonly InputMessage[];

type Said = Pick<InputMessage, 'role'> & { readonly content: readonly ContentPart[] };

/** Normalizes a {@link ModelInput} to messages. */
export function toMessages(input: ModelInput): Said[] {
  if (typeof input === 'string') return [{ role: 'user', content: [{ type: 'text', text: input }] }];
  const messages: Said[] = [];
  const parts: ContentPart[] = [];
  for (const item of input) {
    if ('role' in item) messages.push({ role: item.role, content: toParts(item.content) });
    else parts.push(item);
  }
  return parts.length > 0 ? [...messages, { role: 'user', content: parts }] : messages;
}

function toParts(content: InputMessage['content']): readonly ContentPart[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  return 'type' in content ? [content] : content;
}
