import type { JsonObject, JsonValue, Message } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/provider';
import { describe, expect, test } from 'vitest';
import { fieldOf, objectsIn } from '../json.ts';
import { askOnce, askStreamed, modelErrorOf, question } from '../test-support/ask.ts';
import { sendJson } from '../test-support/json.ts';
import { sendEvents } from '../test-support/stand-in.ts';
import { startWireServer } from '../test-support/wire-server.ts';

const settings = (baseUrl: string) =>
  ({ openai: { apiKey: 'sk-test-0123456789', baseUrl, api: 'responses' } }) as const;

test.each([
  ['server_error', undefined],
  ['rate_limit_exceeded', undefined],
  ['invalid_prompt', true],
  ['image_too_large', true],
])('a response that failed with %s: permanent is %s', async (code, nonRetryable) => {
  const failed = { id: 'r', status: 'failed', error: { code, message: 'So it was.' }, output: [] };
  await using server = await startWireServer((res) => sendJson(res, failed));
  const error = await modelErrorOf(askOnce(settings(server.baseUrl)));
  expect(error.message).toContain(`So it was. (${code})`);
  expect(error.nonRetryable).toBe(nonRetryable);
});

test('a response stopped by a content filter is a permanent error', async () => {
  const content = [{ type: 'output_text', text: 'Par' }];
  const filtered = {
    status: 'incomplete',
    incomplete_details: { reason: 'content_filter' },
    output: [{ type: 'message', role: 'assistant', content }],
  };
  await using server = await startWireServer((res) => sendJson(res, filtered));
  const error = await modelErrorOf(askOnce(settings(server.baseUrl)));
  expect(error.message).toMatch(/content filter/);
  expect(error.nonRetryable).toBe(true);
});

test('explains that a service supports only Chat Completions', async () => {
  await using server = await startWireServer((res) => sendJson(res, { choices: [] }));
  const error = await modelErrorOf(askOnce(settings(server.baseUrl)));
  expect(error.message).toMatch(/openai\.api: chat/);
});

test('rejects stop sequences before the request is sent', async () => {
  await using server = await startWireServer((res) => sendJson(res, {}));
  const asked = askOnce(settings(server.baseUrl), question('x', { stopSequences: ['END'] }));
  const error = await modelErrorOf(asked);
  expect(error.message).toMatch(/stopSequences.*openai\.api to chat/);
  expect(error.nonRetryable).toBe(true);
  expect(server.requests).toEqual([]);
});

const message = (text: string, more: JsonObject = {}): JsonObject => ({
  type: 'message',
  id: 'msg_1',
  role: 'assistant',
  status: 'completed',
  content: [{ type: 'output_text', text, annotations: [] }],
  ...more,
});
const reasoning: JsonObject = {
  type: 'reasoning',
  id: 'rs_1',
  summary: [{ type: 'summary_text', text: 'hm' }],
  encrypted_content: 'c2VhbGVk',
};
const call: JsonObject = { type: 'function_call', id: 'fc_1', call_id: 'c1', name: 'look', arguments: '{}' };

/** Answers with these items, and returns the response and the input of the next request. */
async function roundTrip(output: JsonObject[], more: JsonObject = {}, isStreamed = false) {
  const answers: JsonObject[] = [
    { id: 'r', model: 'm-1', status: 'completed', output, ...more },
    { id: 'r2', model: 'm-1', status: 'completed', output: [message('Done.')] },
  ];
  await using server = await startWireServer((res, { body }) => {
    const answer = answers.shift();
    if (answer === undefined) throw new Error('No more answers.');
    const wantsStream = isJsonObject(body) && body['stream'] === true;
    if (wantsStream) sendEvents(res, [{ type: 'response.completed', response: answer }]);
    else sendJson(res, answer);
  });
  const response = isStreamed
    ? (await askStreamed(settings(server.baseUrl))).response
    : await askOnce(settings(server.baseUrl));
  const { text, toolCalls, providerData } = response;
  const answered: Message = {
    id: 'a',
    role: 'assistant',
    text,
    toolCalls: toolCalls.map((one) => ({ ...one, repeatable: true })),
    ...(providerData !== undefined && { providerData: { provider: 'openai', data: providerData } }),
  };
  const results = toolCalls.map(({ id }): Message => ({
    id: `r-${id}`,
    role: 'tool',
    toolCallId: id,
    content: [{ type: 'text', text: 'a rake' }],
    isError: false,
  }));
  const asked = question('What?');
  await askOnce(settings(server.baseUrl), { ...asked, messages: [...asked.messages, answered, ...results] });
  const [, next] = server.requests;
  return { response, input: objectsIn(fieldOf(next?.body, 'input')).slice(1) };
}

describe.each([false, true])('what the service must see again, streamed: %s', (isStreamed) => {
  test('P1.9: the phase of each message', async () => {
    const { response, input } = await roundTrip(
      [message('Let me see.', { phase: 'commentary' }), call],
      {},
      isStreamed,
    );
    expect(response.text).toBe('Let me see.');
    expect(input).toMatchObject([
      { role: 'assistant', content: 'Let me see.', phase: 'commentary' },
      { type: 'function_call', call_id: 'c1' },
      { type: 'function_call_output', call_id: 'c1' },
    ]);
  });

  test('commentary beside a final answer, which is not part of the answer', async () => {
    const { response, input } = await roundTrip(
      [message('Let me see.', { phase: 'commentary' }), message('{"a":1}', { phase: 'final_answer' })],
      {},
      isStreamed,
    );
    expect(response.text).toBe('{"a":1}');
    expect(input).toEqual([
      { role: 'assistant', content: 'Let me see.', phase: 'commentary' },
      { role: 'assistant', content: '{"a":1}', phase: 'final_answer' },
    ]);
  });

  test('encrypted reasoning, also without a tool call', async () => {
    const { input } = await roundTrip([reasoning, message('It is.')], {}, isStreamed);
    expect(input).toEqual([reasoning, { role: 'assistant', content: 'It is.' }]);
  });

  test('reasoning that is not encrypted cannot come back, because the service stores nothing', async () => {
    const { encrypted_content: _, ...plain } = reasoning;
    expect((await roundTrip([plain, call], {}, isStreamed)).input).toMatchObject([
      { type: 'function_call' },
      { type: 'function_call_output' },
    ]);
  });

  test('items of tools of the service, and items of a type that is not known', async () => {
    const items: JsonObject[] = [
      { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search', query: 'x' } },
      { type: 'code_interpreter_call', id: 'ci_1', code: '1+1', container_id: 'cntr_1', status: 'completed' },
      { type: 'mcp_call', id: 'mcp_1', name: 'find', server_label: 's', arguments: '{}', output: 'x' },
      { type: 'of_tomorrow', id: 'x_1', any: { thing: [1] } },
    ];
    const cited = {
      type: 'url_citation',
      url: 'https://a.example/',
      title: 'A',
      start_index: 0,
      end_index: 1,
    };
    const content = [{ type: 'output_text', text: 'It is.', annotations: [cited] }];
    const { response, input } = await roundTrip([...items, message('', { content })], {}, isStreamed);
    expect(response.sources).toEqual([{ url: 'https://a.example/', title: 'A' }]);
    expect(input).toEqual([...items, { role: 'assistant', content: 'It is.' }]);
  });

  test('calls of custom tools, with results of that type', async () => {
    const custom = { type: 'custom_tool_call', call_id: 'c1', name: 'sql', input: 'select 1' };
    const { response, input } = await roundTrip([custom], {}, isStreamed);
    expect(response.toolCalls[0]?.invalidArguments).toMatch(/not valid JSON/);
    expect(input).toMatchObject([
      { type: 'custom_tool_call', call_id: 'c1', name: 'sql' },
      { type: 'custom_tool_call_output', call_id: 'c1' },
    ]);
  });
});

test('data of another service, or in another form, is ignored', async () => {
  await using server = await startWireServer((res) => sendJson(res, { output: [message('Hi.')] }));
  const data: JsonValue[] = [
    null,
    'x',
    [1],
    { origin: 'openai/compatible/responses', items: 'x' },
    { origin: 'openai/compatible/responses', items: [null, { kind: 'item' }, { kind: 'text', length: 99 }] },
    { origin: 'services.other/openai/responses', items: [{ kind: 'item', item: reasoning }] },
  ];
  for (const one of data) {
    const said: Message = {
      id: 'a',
      role: 'assistant',
      text: 'So.',
      toolCalls: [],
      providerData: { provider: 'openai', data: one },
    };
    // oxlint-disable-next-line no-await-in-loop -- one server for all
    await askOnce(settings(server.baseUrl), { messages: [said], tools: [], params: {} });
  }
  const inputs = server.requests.map(({ body }) => fieldOf(body, 'input'));
  expect(inputs).toEqual(data.map(() => [{ role: 'assistant', content: 'So.' }]));
});

test.each([
  [
    'a call that is cut',
    { incomplete_details: { reason: 'max_output_tokens' }, output: [{ ...call, arguments: '{"a' }] },
    /token limit/,
  ],
  ['another reason', { incomplete_details: { reason: 'max_messages' }, output: [call] }, undefined],
])('an incomplete response with %s', async (_, body, invalid) => {
  await using server = await startWireServer((res) => sendJson(res, { status: 'incomplete', ...body }));
  const { toolCalls, stopReason } = await askOnce(settings(server.baseUrl));
  expect(toolCalls).toHaveLength(1);
  expect(toolCalls[0]?.invalidArguments ?? '').toMatch(invalid ?? /^$/);
  expect(stopReason).toBe(invalid === undefined ? undefined : 'max_tokens');
});

test.each([
  [
    'nothing but an approval',
    { output: [{ type: 'mcp_approval_request', id: 'm' }] },
    /require_approval/,
    true,
  ],
  ['a cancelled response', { status: 'cancelled', output: [message('Half')] }, /with an error/, false],
  ['no output', { output: [] }, /no text and no tool call/, false],
  ['a list', [], /not a JSON object/, true],
])('%s is an error', async (_, body, words, final) => {
  await using server = await startWireServer((res) => sendJson(res, body));
  const error = await modelErrorOf(askOnce(settings(server.baseUrl)));
  expect(error.message).toMatch(words);
  expect(error.nonRetryable ?? false).toBe(final);
});

test.each([
  ['an error event', [{ type: 'error', error: { message: 'Down.', code: 'server_error' } }], /Down\./, false],
  [
    'a failed response',
    [{ type: 'response.failed', response: { error: { code: 'invalid_prompt', message: 'No.' } } }],
    /No\. \(invalid_prompt\)/,
    true,
  ],
  ['a cut', [{ type: 'response.output_text.delta', delta: 'Half' }], /ended before/, false],
])('P1.8: a stream with %s', async (_, events, words, final) => {
  await using server = await startWireServer((res) => sendEvents(res, events));
  const error = await modelErrorOf(askStreamed(settings(server.baseUrl)));
  expect(error.message).toMatch(words);
  expect(error.nonRetryable ?? false).toBe(final);
});

test('a stream whose items come only in events', async () => {
  await using server = await startWireServer((res) =>
    sendEvents(res, [
      { type: 'response.output_item.added', output_index: 0, item: message('', { phase: 'commentary' }) },
      { type: 'response.output_text.delta', output_index: 0, delta: 'Hm.' },
      { type: 'response.output_item.done', output_index: 0, item: message('Hm.', { phase: 'commentary' }) },
      { type: 'response.output_text.delta', output_index: 1, delta: 'Hi.' },
      { type: 'response.output_item.done', output_index: 1, item: message('Hi.', { phase: 'final_answer' }) },
      { type: 'response.completed', response: { model: 'm', output: [] } },
    ]),
  );
  const { response, events } = await askStreamed(settings(server.baseUrl));
  expect(response.text).toBe('Hi.');
  expect(events).toEqual([
    { type: 'reasoning', delta: 'Hm.' },
    { type: 'text', delta: 'Hi.' },
  ]);
});
