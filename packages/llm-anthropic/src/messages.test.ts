import type { JsonObject, JsonValue, Message } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/host';
import { expect, test } from 'vitest';
import { calls, result, sentFor, text, tool, use, user } from './test-support/ask.ts';

async function messagesFor(messages: readonly Message[]): Promise<JsonValue | undefined> {
  return (await sentFor({ messages: [...messages], tools: [tool()] })).body['messages'];
}

const assistant = (words: string): Message => ({
  id: `a-${words}`,
  role: 'assistant',
  text: words,
  toolCalls: [],
});

test('sends the whole conversation: tool results and the text after them in one user message', async () => {
  const messages = [
    user('What is there?'),
    calls(['c1', 'c2'], 'Let me see.'),
    result('c1', 'a rake'),
    result('c2', 'too dark', true),
    user('And now?'),
  ];
  expect(await messagesFor(messages)).toEqual([
    { role: 'user', content: [text('What is there?')] },
    { role: 'assistant', content: [text('Let me see.'), use('c1'), use('c2')] },
    {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 'c1', content: [text('a rake')] },
        { type: 'tool_result', tool_use_id: 'c2', content: [text('too dark')], is_error: true },
        text('And now?'),
      ],
    },
  ]);
});

test.each<[string, Message[], JsonValue]>([
  ['a message of white space', [user(' \n')], [{ role: 'user', content: [text('(The message is empty.)')] }]],
  ['a message without parts', [user()], [{ role: 'user', content: [text('(The message is empty.)')] }]],
  ['no message', [], [{ role: 'user', content: [text('(no text)')] }]],
  ['an empty part beside another', [user('', 'a')], [{ role: 'user', content: [text('a')] }]],
  [
    'an empty answer between two questions',
    [user('a'), assistant(' '), user('b')],
    [{ role: 'user', content: [text('a'), text('b')] }],
  ],
  [
    'a conversation that starts with an answer',
    [assistant('a'), user('b')],
    [
      { role: 'user', content: [text('(no text)')] },
      { role: 'assistant', content: [text('a')] },
      { role: 'user', content: [text('b')] },
    ],
  ],
  [
    'a conversation that starts with an empty answer',
    [assistant(''), user('b')],
    [{ role: 'user', content: [text('b')] }],
  ],
  [
    'an empty tool result',
    [user('a'), calls(['c1']), result('c1', '')],
    [
      { role: 'user', content: [text('a')] },
      { role: 'assistant', content: [use('c1')] },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'c1', content: [text('(The tool returned nothing.)')] },
        ],
      },
    ],
  ],
  [
    'a tool result of white space, and an empty failure',
    [user('a'), calls(['c1', 'c2'], '\n'), result('c1', ' '), result('c2', ' ', true)],
    [
      { role: 'user', content: [text('a')] },
      { role: 'assistant', content: [use('c1'), use('c2')] },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'c1', content: [text('(The tool returned nothing.)')] },
          {
            type: 'tool_result',
            tool_use_id: 'c2',
            content: [text('(The tool returned nothing.)')],
            is_error: true,
          },
        ],
      },
    ],
  ],
  [
    'an answer with white space at the end of the conversation',
    [user('a'), assistant('b \n')],
    [
      { role: 'user', content: [text('a')] },
      { role: 'assistant', content: [text('b')] },
    ],
  ],
])('sends no empty text or message for %s', async (_, messages, expected) => {
  expect(await messagesFor(messages)).toEqual(expected);
});

test('an instruction of white space is not sent', async () => {
  const messages: Message[] = [{ id: 's', role: 'system', content: ' ' }, user('a')];
  expect((await sentFor({ messages })).body).not.toHaveProperty('system');
});

test('IDs and names of calls that another provider made are legal, unique, and match their results', async () => {
  const sent = await messagesFor([
    user('a'),
    calls(['call|1', 'fc.1']),
    result('call|1', 'x'),
    result('fc.1', 'y'),
    calls(['call|1', ''], '', 'functions.look'),
    result('call|1', 'z'),
    result('', 'w'),
    calls(['x'.repeat(100)], '', ''),
    result('x'.repeat(100), 'v'),
  ]);
  const blocks = (Array.isArray(sent) ? sent : [])
    .flatMap((message) =>
      isJsonObject(message) && Array.isArray(message['content']) ? message['content'] : [],
    )
    .filter(isJsonObject);
  const ids = blocks.filter(({ type }) => type === 'tool_use').map(({ id }) => id);
  expect(new Set(ids).size).toBe(5);
  for (const id of ids) expect(id).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
  expect(blocks.filter(({ type }) => type === 'tool_result').map((block) => block['tool_use_id'])).toEqual(
    ids,
  );
  const names = blocks.filter(({ type }) => type === 'tool_use').map(({ name }) => name);
  for (const name of names) expect(name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
});

test('sends images, PDFs and texts, and names what the service cannot read', async () => {
  const content: Extract<Message, { role: 'user' }>['content'] = [
    { type: 'image', mimeType: 'image/png', data: 'aW1n' },
    { type: 'url', mimeType: 'image/jpeg', url: 'https://a.example/a.jpg' },
    { type: 'file', mimeType: 'application/pdf', data: 'cGRm', name: 'a.pdf' },
    { type: 'url', mimeType: 'application/pdf', url: 'https://a.example/a.pdf' },
    { type: 'file', mimeType: 'text/csv', data: Buffer.from('a,b').toString('base64') },
    { type: 'audio', mimeType: 'audio/wav', data: 'd2F2' },
    { type: 'file', mimeType: 'application/zip', data: 'emlw' },
    { type: 'url', mimeType: 'image/png', url: 'file:///etc/passwd' },
  ];
  const document = (source: JsonObject, title?: string): JsonObject => ({
    type: 'document',
    source,
    ...(title !== undefined && { title }),
  });
  const expected = [
    { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'aW1n' } },
    { type: 'image', source: { type: 'url', url: 'https://a.example/a.jpg' } },
    document({ type: 'base64', media_type: 'application/pdf', data: 'cGRm' }, 'a.pdf'),
    document({ type: 'url', url: 'https://a.example/a.pdf' }),
    document({ type: 'text', media_type: 'text/plain', data: 'a,b' }),
    text('[audio audio/wav]'),
    text('[file application/zip]'),
    text('[image/png file:///etc/passwd]'),
  ];
  const answered: Message = { id: 't', role: 'tool', toolCallId: 'c1', content, isError: false };
  expect(await messagesFor([{ id: 'u', role: 'user', content }, calls(['c1']), answered])).toEqual([
    { role: 'user', content: expected },
    { role: 'assistant', content: [use('c1')] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c1', content: expected }] },
  ]);
});
