import type { JsonObject } from '@mcp-agent/core';
import { expect, test } from 'vitest';
import { askOnce, askStreamed, modelErrorOf, question } from '../test-support/ask.ts';
import { sendJson } from '../test-support/json.ts';
import { call, message, settings } from '../test-support/responses.ts';
import { sendEvents } from '../test-support/stand-in.ts';
import { startWireServer } from '../test-support/wire-server.ts';

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
  expect(error.message).toMatch(/stopSequences.*\n.*openai\.api to chat/);
  expect(error.nonRetryable).toBe(true);
  expect(server.requests).toEqual([]);
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

test('a refusal with a call in it runs no tool', async () => {
  const content = [{ type: 'refusal', refusal: 'No.' }];
  await using server = await startWireServer((res) =>
    sendJson(res, { output: [message('', { content }), call] }),
  );
  expect(await askOnce(settings(server.baseUrl))).toMatchObject({
    text: 'No.',
    toolCalls: [],
    stopReason: 'refusal',
  });
});

test('the arguments of the tool that is the answer are streamed as its text', async () => {
  await using server = await startWireServer((res) =>
    sendEvents(res, [
      {
        type: 'response.output_item.added',
        output_index: 0,
        item: { ...call, name: 'answer', arguments: '' },
      },
      { type: 'response.function_call_arguments.delta', output_index: 0, delta: '{"a"' },
      { type: 'response.function_call_arguments.delta', output_index: 0, delta: ':1}' },
      {
        type: 'response.completed',
        response: { output: [{ ...call, name: 'answer', arguments: '{"a":1}' }] },
      },
    ]),
  );
  const output = { name: 'answer', schema: { type: 'object', properties: {} } };
  const asked = { ...question('x', { structuredMode: 'tool' as const }), output };
  const { response, events } = await askStreamed(settings(server.baseUrl), asked);
  expect(response).toMatchObject({ text: '{"a":1}', toolCalls: [] });
  expect(events.map(({ delta }) => delta)).toEqual(['{"a"', ':1}']);
});

test.each([
  [{ type: 'error', code: null, message: 'Slow down.', param: null }, /Slow down/, false],
  [{ type: 'error', code: 'invalid_prompt', message: 'Not this.', param: null }, /Not this/, true],
  [{ detail: 'No upstream.' }, /No upstream/, false],
])(
  'a stream that ends with the error %j fails with the words of the service',
  async (event, words, final) => {
    await using server = await startWireServer((res) => sendEvents(res, [event]));
    const error = await modelErrorOf(askStreamed(settings(server.baseUrl)));
    expect(error.message).toMatch(words);
    expect(error.nonRetryable ?? false).toBe(final);
  },
);

test('a whole response of the type of a stream is an answer', async () => {
  const body = { status: 'completed', output: [message('Hi.')] };
  await using server = await startWireServer((res) =>
    res.writeHead(200, { 'content-type': 'text/event-stream' }).end(JSON.stringify(body, undefined, 2)),
  );
  const { response, events } = await askStreamed(settings(server.baseUrl));
  expect(response.text).not.toBe('');
  expect(events).toEqual([{ type: 'text', delta: response.text }]);
});

test('a stream whose end lacks the items, or the arguments of calls, is complete', async () => {
  const streams: readonly JsonObject[][] = [
    [
      { type: 'response.output_text.delta', output_index: 0, delta: 'Hi' },
      { type: 'response.output_text.delta', output_index: 0, delta: '.' },
      { type: 'response.output_item.added', output_index: 1, item: { ...call, arguments: '' } },
      { type: 'response.function_call_arguments.delta', output_index: 1, delta: '{"a":1}' },
      { type: 'response.completed', response: { status: 'completed', output: [] } },
    ],
    [
      { type: 'response.output_item.added', output_index: 1, item: { ...call, arguments: '' } },
      { type: 'response.function_call_arguments.delta', output_index: 1, delta: '{"a":1}' },
      {
        type: 'response.done',
        response: { status: 'completed', output: [message('Hi.'), { ...call, arguments: '' }] },
      },
    ],
  ];
  for (const events of streams) {
    await using server = await startWireServer((res) => sendEvents(res, events));
    const { response } = await askStreamed(settings(server.baseUrl));
    expect(response).toMatchObject({ text: 'Hi.', toolCalls: [{ name: 'look', arguments: { a: 1 } }] });
  }
});
