import type { JsonObject, JsonValue, Message } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/host';
import { expect, test } from 'vitest';
import {
  answerTo,
  ask,
  calls,
  eventsFor,
  modelErrorOf,
  responseOf,
  result,
  sendEvents,
  sentFor,
  startStandIn,
  text,
  textAnswer,
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

function partsOf(blocks: JsonObject[]): Message {
  return {
    id: 's',
    role: 'assistant',
    text: '',
    toolCalls: [],
    providerData: { provider: 'anthropic', data: { blocks } },
  };
}

test.each<[string, Message[], readonly unknown[]]>([
  ['a search whose answer ended before it', [user('a'), partsOf([SEARCH]), user('b')], ['user']],
  [
    'a search beside a call, before a new message',
    [user('a'), answered([SEARCH]), result('c1', 'x'), user('b')],
    ['user', ['tool_use'], 'user'],
  ],
  ['a result whose search is gone', [user('a'), partsOf([FOUND, THINKING])], ['user', ['thinking']]],
])('does not send %s, which the API rejects', async (_, messages, expected) => {
  expect(await rolesSent(messages)).toEqual(expected);
});

test.each<[string, Message[], readonly unknown[]]>([
  ['a search that is paused', [user('a'), partsOf([SEARCH])], ['user', ['server_tool_use']]],
  [
    'a search that goes on after a pause',
    [user('a'), partsOf([SEARCH]), partsOf([FOUND]), user('b')],
    ['user', ['server_tool_use', 'web_search_tool_result'], 'user'],
  ],
  [
    'a search that goes on after the result of a call',
    [user('a'), answered([SEARCH]), result('c1', 'x'), partsOf([FOUND]), user('b')],
    ['user', ['server_tool_use', 'tool_use'], 'user', ['web_search_tool_result'], 'user'],
  ],
  [
    'a search that waits for the result of a call',
    [user('a'), answered([SEARCH]), result('c1', 'x')],
    ['user', ['server_tool_use', 'tool_use'], 'user'],
  ],
])('sends %s', async (_, messages, expected) => {
  expect(await rolesSent(messages)).toEqual(expected);
});

/** The messages that the service receives: `user`, or the types of the blocks of an answer. */
async function rolesSent(messages: Message[]): Promise<unknown[]> {
  const { body } = await sentFor({ messages, tools: [tool()] });
  const sent = Array.isArray(body['messages']) ? body['messages'].filter(isJsonObject) : [];
  return sent.map(({ role, content }) =>
    role === 'user' || !Array.isArray(content)
      ? role
      : content.map((block) => (isJsonObject(block) ? block['type'] : block)),
  );
}

const QUESTIONS: Message[] = [user('a'), answered([THINKING, REDACTED]), result('c1', 'x')];

function answered(blocks: JsonObject[]): Message {
  const data = { blocks: [...blocks, 'tool_use'] };
  return { ...calls(['c1']), providerData: { provider: 'anthropic', data } };
}

test.each([
  'messages.1.content.0: Invalid `signature` in `thinking` block',
  'messages.1.content.0: Invalid `signature` in `thinking` block. The block is bound to a different conversation.',
  'messages.1.content.0.type: Expected `thinking` or `redacted_thinking`, but found `tool_use`.',
  '`thinking` or `redacted_thinking` blocks in the latest assistant message cannot be modified.',
])('goes on without thinking that the service rejects: %s', async (message) => {
  await using service = await startStandIn((res, { body }) => {
    if (!JSON.stringify(body).includes('sealed')) return sendEvents(res, textAnswer('Yes.'));
    return res
      .writeHead(400)
      .end(JSON.stringify({ type: 'error', error: { type: 'invalid_request_error', message } }));
  });
  const anthropic = { apiKey: 'k', baseUrl: service.origin };
  expect(responseOf(await ask({ anthropic }, { messages: QUESTIONS, tools: [tool()] })).text).toBe('Yes.');
  expect(service.sent).toHaveLength(2);
});

test('a budget for thinking is left out where the conversation has calls without thinking', async () => {
  await using service = await startStandIn((res, { body }) => {
    if (!('thinking' in body)) return sendEvents(res, textAnswer('Yes.'));
    return res.writeHead(400).end('{"error":{"message":"Expected `thinking`, but found `tool_use`."}}');
  });
  const anthropic = { apiKey: 'k', baseUrl: service.origin };
  const messages = [user('a'), calls(['c1']), result('c1', 'x')];
  const params = { model: 'claude-haiku-4-5', reasoningEffort: 'low' } as const;
  expect(responseOf(await ask({ anthropic }, { messages, params, tools: [tool()] })).text).toBe('Yes.');
});

test.each([
  [400, 'max_tokens must be greater than thinking.budget_tokens'],
  [400, 'temperature may only be set to 1 when thinking is enabled'],
  [529, 'Overloaded while thinking: expected `soon`'],
])('sends nothing again after %i %s', async (status, message) => {
  await using service = await startStandIn((res) =>
    res.writeHead(status).end(JSON.stringify({ error: { message } })),
  );
  const anthropic = { apiKey: 'k', baseUrl: service.origin };
  expect(modelErrorOf(await ask({ anthropic }, { messages: QUESTIONS, tools: [tool()] })).message).toContain(
    message,
  );
  expect(service.sent).toHaveLength(1);
});
