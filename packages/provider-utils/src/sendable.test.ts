import type { ContentPart, Message } from '@mcp-agent/core';
import { expect, test } from 'vitest';
import { sendable } from './sendable.ts';

const text = (words: string): ContentPart => ({ type: 'text', text: words });
const image: ContentPart = { type: 'image', mimeType: 'image/png', data: 'aQ==' };

/** What is sent for one message. */
function sent(message: Message): Message | undefined {
  return sendable({ messages: [message], tools: [], params: {} }).messages[0];
}

test.each([
  [[], [text('(The message is empty.)')]],
  [[text(' \n')], [text('(The message is empty.)')]],
  [[text(''), image], [image]],
  [[text(' a '), text('\t')], [text(' a ')]],
])('a message of a user with %j has %j', (content, expected) => {
  expect(sent({ id: 'u', role: 'user', content })).toMatchObject({ content: expected });
});

test.each([
  [[], [text('(The tool returned nothing.)')]],
  [[text('')], [text('(The tool returned nothing.)')]],
  [[image, text(' ')], [image]],
])('a result with %j has %j', (content, expected) => {
  const result: Message = { id: 't', role: 'tool', toolCallId: 'c', content, isError: true };
  expect(sent(result)).toEqual({ ...result, content: expected });
});

test.each([
  ['look', 'look'],
  ['functions.look', 'functions_look'],
  ['', '_'],
  ['ä b', '__b'],
  ['x'.repeat(99), 'x'.repeat(64)],
])('a call of the tool %j is sent as one of %j', (name, expected) => {
  const call = { id: 'c', name, arguments: { a: 1 }, repeatable: true };
  const message: Message = { id: 'a', role: 'assistant', text: ' ', toolCalls: [call] };
  expect(sent(message)).toEqual({ ...message, text: '', toolCalls: [{ ...call, name: expected }] });
});
