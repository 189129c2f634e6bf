import type { JsonObject, JsonValue, Message } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/host';
import { expect, test } from 'vitest';
import {
  answerTo,
  eventsFor,
  responseOf,
  result,
  sentFor,
  text,
  tool,
  use,
  user,
} from './test-support/ask.ts';

const THINKING = { type: 'thinking', thinking: 'hm', signature: 'sealed' };
const REDACTED = { type: 'redacted_thinking', data: 'sealed' };
const SEARCH = { type: 'server_tool_use', id: 's1', name: 'web_search', input: { query: 'q' } };
const FOUND = {
  type: 'web_search_tool_result',
  tool_use_id: 's1',
  content: [{ type: 'web_search_result', url: 'https://a.example', title: 'A', encrypted_content: 'e' }],
};
const CITED = {
  ...text('So it is.'),
  citations: [{ type: 'web_search_result_location', url: 'https://a.example', encrypted_index: 'i' }],
};

async function sentBack(
  blocks: readonly JsonObject[],
  changes: Partial<Extract<Message, { role: 'assistant' }>> = {},
  service?: string,
): Promise<JsonValue | undefined> {
  const { text: words, toolCalls, providerData } = responseOf(await answerTo(eventsFor(blocks, 'end_turn')));
  const answer: Message = {
    id: 'a',
    role: 'assistant',
    text: words,
    toolCalls: toolCalls.map((call) => ({ ...call, repeatable: true })),
    ...(providerData !== undefined && { providerData: { provider: 'anthropic', data: providerData } }),
    ...changes,
  };
  const messages = [user('a'), answer, ...toolCalls.map(({ id }) => result(id, 'x')), user('b')];
  const { body } = await sentFor({ messages, tools: [tool()] }, {}, service);
  const [, sent] = Array.isArray(body['messages']) ? body['messages'] : [];
  return isJsonObject(sent) ? sent['content'] : undefined;
}

test.each<[string, JsonObject[]]>([
  ['thinking before an answer', [THINKING, text('Yes.')]],
  ['thinking between calls', [THINKING, text('Let me see.'), use('c1'), THINKING, use('c2')]],
  ['redacted thinking', [REDACTED, use('c1')]],
  ['searches with citations', [text('I search. '), SEARCH, FOUND, CITED, text(' More.')]],
  ['thinking without a signature of a compatible service', [{ ...THINKING, signature: '' }, use('c1')]],
  [
    'results of other tools of the service',
    [SEARCH, { ...FOUND, type: 'bash_code_execution_tool_result' }, text('x')],
  ],
])('sends %s back as the service sent it', async (_, blocks) => {
  expect(await sentBack(blocks)).toEqual(blocks);
});

test.each<[string, Parameters<typeof sentBack>[1], string?]>([
  ['the data of another provider', { providerData: { provider: 'openai', data: { blocks: [THINKING] } } }],
  ['data of another form', { providerData: { provider: 'anthropic', data: ['text', 7] } }],
  [
    'a list of other values',
    {
      providerData: {
        provider: 'anthropic',
        data: { blocks: [null, 7, {}, { type: 'text', length: 'x' }, { type: 'image' }] },
      },
    },
  ],
  ['the data of another service', {}, 'other'],
])('ignores %s, and sends the text and the calls', async (_, changes, service) => {
  expect(await sentBack([THINKING, text('Yes.'), use('c1')], changes, service)).toEqual([
    text('Yes.'),
    use('c1'),
  ]);
});

test('keeps the thinking of an answer whose text has changed', async () => {
  expect(await sentBack([THINKING, text('Yes.')], { text: 'No, I mean.' })).toEqual([
    THINKING,
    text('No, I mean.'),
  ]);
});
