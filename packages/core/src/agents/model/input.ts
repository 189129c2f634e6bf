import { invalidArgument } from '../../runtime/values/invalid-argument.ts';
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

/**
 * Normalizes a {@link ModelInput} to messages.
 *
 * @throws {@link InvalidArgumentError} for an input or a message without content, and for a part that no provider could
 * translate
 */
export function toMessages(input: ModelInput): Said[] {
  if (typeof input === 'string') return [{ role: 'user', content: [{ type: 'text', text: input }] }];
  if (!Array.isArray(input)) throw invalidArgument('message', input, 'a string or an array');
  checkNotEmpty(input, 'message');
  const messages: Said[] = [];
  const parts: ContentPart[] = [];
  for (const [index, item] of input.entries()) {
    const place = `message[${index}]`;
    checkIsObject(item, place);
    if ('role' in item) messages.push(toMessage(item, place));
    else parts.push(checkPart(item, place));
  }
  return parts.length > 0 ? [...messages, { role: 'user', content: parts }] : messages;
}

function toMessage({ role, content }: InputMessage, place: string): Said {
  if (role !== 'user' && role !== 'assistant') {
    throw invalidArgument(`${place}.role`, role, "'user' or 'assistant'", 'message');
  }
  if (typeof content === 'string') return { role, content: [{ type: 'text', text: content }] };
  const parts = isList(content) ? content : [content];
  checkNotEmpty(parts, `${place}.content`);
  return { role, content: parts.map((part, index) => checkPart(part, `${place}.content[${index}]`)) };
}

/** The properties that a part must have. */
const REQUIRED: Readonly<Record<ContentPart['type'], readonly string[]>> = {
  text: ['text'],
  image: ['data', 'mimeType'],
  audio: ['data', 'mimeType'],
  file: ['data', 'mimeType'],
  url: ['url', 'mimeType'],
};

/** Checks a part, which plain JavaScript may have in the form of a service, or without its MIME type. */
function checkPart(part: ContentPart, place: string): ContentPart {
  checkIsObject(part, place);
  const required = Object.hasOwn(REQUIRED, part.type) ? REQUIRED[part.type] : undefined;
  if (required === undefined) {
    throw invalidArgument(
      `${place}.type`,
      part.type,
      `one of ${Object.keys(REQUIRED).join(', ')}`,
      'message',
    );
  }
  for (const name of required) {
    const value: unknown = Reflect.get(part, name);
    if (typeof value === 'string') continue;
    const wanted = name === 'mimeType' ? 'a MIME type, such as image/png' : 'a string';
    throw invalidArgument(`${place}.${name}`, value, wanted, 'message');
  }
  return part;
}

/** Services reject a message without content. */
function checkNotEmpty(parts: readonly unknown[], place: string): void {
  if (parts.length === 0)
    throw invalidArgument(place, parts, 'a text, or at least one content part', 'message');
}

function checkIsObject(value: unknown, place: string): void {
  if (typeof value !== 'object' || value === null) {
    throw invalidArgument(place, value, 'a content part, such as { type: "text", text }', 'message');
  }
}

function isList(content: ContentPart | readonly ContentPart[]): content is readonly ContentPart[] {
  return Array.isArray(content);
}
