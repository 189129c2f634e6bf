import type { JsonValue } from '@mcp-agent/core';
import { describe, expect, test } from 'vitest';
import { askOnce, askStreamed, modelErrorOf, question } from '../test-support/ask.ts';
import { chunk, piece, settingsFor, streamed, whole } from '../test-support/chat.ts';
import { sendEvents } from '../test-support/stand-in.ts';
import { startWireServer } from '../test-support/wire-server.ts';

describe('whole answers in odd forms', () => {
  test('P1.2: content in parts, one with thinking', async () => {
    const content: JsonValue[] = [
      { type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] },
      { type: 'text', text: 'Par' },
      { type: 'reference', reference_ids: [1] },
      { type: 'text', text: 'is' },
    ];
    expect((await whole({ content })).text).toBe('Paris');
    const { response, events } = await streamed([
      chunk({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Hm' }] }] }),
      chunk({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: '.' }] }] }),
      chunk({ content: [{ type: 'text', text: 'Paris' }] }),
      chunk({ content: '' }, 'stop'),
    ]);
    expect(response.text).toBe('Paris');
    expect(events).toEqual([
      { type: 'reasoning', delta: 'Hm' },
      { type: 'reasoning', delta: '.' },
      { type: 'text', delta: 'Paris' },
    ]);
  });

  test('P1.11: thinking in tags before the answer is not part of it', async () => {
    expect((await whole({ content: '<think>Hm.</think>\n{"a":1}' })).text).toBe('{"a":1}');
    const { response, events } = await streamed([
      ...['<thi', 'nk>Hm.</th', 'ink>\n{"a"', ':1}'].map((content) => chunk({ content })),
      chunk({}, 'stop'),
    ]);
    expect(response.text).toBe('{"a":1}');
    expect(
      events
        .filter(({ type }) => type === 'text')
        .map(({ delta }) => delta)
        .join(''),
    ).toBe('{"a":1}');
  });

  test.each(['stop', '', null, 'eos', 'STOP', 7])(
    'the finish reason %j is of a whole answer',
    async (reason) => {
      expect((await whole({ content: 'Hi.' }, reason)).text).toBe('Hi.');
    },
  );

  test.each(['length', 'max_tokens', 'MAX_TOKENS', 'model_length'])(
    'the finish reason %s is the token limit',
    async (reason) => {
      expect(await whole({ content: 'Hi' }, reason)).toMatchObject({ text: 'Hi', stopReason: 'max_tokens' });
    },
  );

  test('calls in odd forms, and the call of the older API', async () => {
    const calls: JsonValue[] = [
      { id: '1', name: 'a', arguments: { x: 1 } },
      null,
      { id: '1', function: { name: 'b' } },
    ];
    expect((await whole({ content: null, tool_calls: calls })).toolCalls).toMatchObject([
      { id: '1', name: 'a', arguments: { x: 1 } },
      { name: 'b', arguments: {} },
    ]);
    const legacy = { content: '', function_call: { name: 'a', arguments: '{"x":1}' } };
    expect((await whole(legacy)).toolCalls).toMatchObject([{ name: 'a', arguments: { x: 1 } }]);
  });

  test('sources of annotations and of a list of URLs', async () => {
    const cited = { type: 'url_citation', url_citation: { url: 'https://a.example/', title: 'A' } };
    expect((await whole({ content: 'x', annotations: [cited, cited] })).sources).toEqual([
      { url: 'https://a.example/', title: 'A' },
    ]);
    const citations = ['https://b.example/'];
    expect((await whole({ content: 'x' }, 'stop', { citations })).sources).toEqual([
      { url: 'https://b.example/' },
    ]);
    const { response } = await streamed([chunk({ content: 'x', annotations: [cited] }), chunk({}, 'stop')]);
    expect(response.sources).toEqual([{ url: 'https://a.example/', title: 'A' }]);
  });
});

describe('token usage', () => {
  const CASES: readonly [how: string, usage: JsonValue, expected: object][] = [
    ['counts as text', { prompt_tokens: '10', completion_tokens: '5' }, { inputTokens: 10, outputTokens: 5 }],
    [
      'null details',
      { prompt_tokens: 10, completion_tokens: 5, prompt_tokens_details: null },
      { inputTokens: 10, outputTokens: 5 },
    ],
    ['names of Responses', { input_tokens: 10, output_tokens: 5 }, { inputTokens: 10, outputTokens: 5 }],
    [
      'cache and reasoning',
      {
        prompt_tokens: 10,
        completion_tokens: 5,
        prompt_tokens_details: { cached_tokens: 4, cache_write_tokens: 2 },
        completion_tokens_details: { reasoning_tokens: 3 },
      },
      {
        inputTokens: 10,
        outputTokens: 5,
        cachedInputTokens: 4,
        cacheWriteInputTokens: 2,
        reasoningTokens: 3,
      },
    ],
    [
      'the cache of DeepSeek',
      { prompt_tokens: 10, completion_tokens: 5, prompt_cache_hit_tokens: 8 },
      { inputTokens: 10, outputTokens: 5, cachedInputTokens: 8 },
    ],
    [
      'reasoning only in the total',
      { prompt_tokens: 10, completion_tokens: 5, total_tokens: 45 },
      { inputTokens: 10, outputTokens: 35 },
    ],
    ['none', null, { inputTokens: 0, outputTokens: 0 }],
    ['nonsense', 'many', { inputTokens: 0, outputTokens: 0 }],
  ];

  test.each(CASES)('%s, whole and in a chunk of any kind', async (_, usage, expected) => {
    expect((await whole({ content: 'x' }, 'stop', { usage })).usage).toEqual(expected);
    const early = [chunk({ content: 'x' }, null, { usage }), chunk({}, 'stop', { usage: null })];
    expect((await streamed(early)).response.usage).toEqual(expected);
    const late = [chunk({ content: 'x' }), chunk({}, 'stop'), { ...chunk({}), choices: [], usage }];
    expect((await streamed(late)).response.usage).toEqual(expected);
  });

  test('counts that come once, and as 0 in other chunks', async () => {
    const { response } = await streamed([
      chunk({ content: 'x' }, null, { usage: { prompt_tokens: 10, completion_tokens: 0 } }),
      chunk({ content: 'y' }, null, { usage: { prompt_tokens: 0, completion_tokens: 5 } }),
      chunk({}, 'stop', { usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 } }),
    ]);
    expect(response.usage).toEqual({ inputTokens: 10, outputTokens: 5 });
  });

  test('an answer that is cut reports the tokens that it used', async () => {
    const usage = { prompt_tokens: 10, completion_tokens: 5 };
    const error = await modelErrorOf(streamed([chunk({ content: 'x' }, null, { usage })]));
    expect(error.usage).toEqual({ inputTokens: 10, outputTokens: 5 });
  });
});

describe('several choices', () => {
  const call = { id: '1', function: { name: 'a', arguments: '{}' } };

  test('the answer is the first one, whole and streamed', async () => {
    const second = { index: 1, finish_reason: 'stop', message: { content: 'b' }, delta: { content: 'b' } };
    const first = { index: 0, finish_reason: 'stop', message: { content: 'a' } };
    expect((await whole({}, 'stop', { choices: [first, second] })).text).toBe('a');
    const other = { ...chunk({}), choices: [second] };
    const { response } = await streamed([chunk({ content: 'a' }), other, chunk({ content: 'a' }, 'stop')]);
    expect(response.text).toBe('aa');
  });

  test('calls beside the text, as GitHub Copilot sends them, are of the answer', async () => {
    const choices: JsonValue[] = [
      { index: 0, finish_reason: 'tool_calls', message: { content: 'I look.' } },
      { index: 0, finish_reason: 'tool_calls', message: { content: null, tool_calls: [call] } },
    ];
    expect(await whole({}, 'x', { choices })).toMatchObject({ text: 'I look.', toolCalls: [{ name: 'a' }] });
  });
});

test('a message at the end of a stream that repeats the text is not added to it', async () => {
  const last = { index: 0, finish_reason: 'stop', delta: null, message: { content: 'Hi there.' } };
  const { response, events } = await streamed([chunk({ content: 'Hi ' }), { ...chunk({}), choices: [last] }]);
  expect(response.text).toBe('Hi there.');
  expect(events.map(({ delta }) => delta)).toEqual(['Hi ', 'there.']);
});

test.each(['chat', 'responses'])('a stream that was not requested is an answer: %s', async (api) => {
  const message = { type: 'message', content: [{ type: 'output_text', text: 'Hi.' }] };
  const events =
    api === 'chat'
      ? [chunk({ content: 'Hi.' }), chunk({}, 'stop'), '[DONE]']
      : [{ type: 'response.completed', response: { status: 'completed', output: [message] } }];
  await using server = await startWireServer((res) => sendEvents(res, events));
  expect((await askOnce(settingsFor(server.baseUrl, { api }))).text).toBe('Hi.');
});

test('a refusal with a call in it runs no tool', async () => {
  const calls = [{ id: '1', function: { name: 'a', arguments: '{}' } }];
  expect(await whole({ content: null, refusal: 'No.', tool_calls: calls })).toMatchObject({
    text: 'No.',
    toolCalls: [],
    stopReason: 'refusal',
  });
});

test('the arguments of the tool that is the answer are streamed as its text', async () => {
  const pieces = [piece(0, '1', 'answer', '{"a"'), piece(0, undefined, undefined, ':1}')];
  await using server = await startWireServer((res) =>
    sendEvents(res, [...pieces.map((one) => chunk({ tool_calls: [one] })), chunk({}, 'tool_calls')]),
  );
  const output = { name: 'answer', schema: { type: 'object', properties: {} } };
  const asked = { ...question('x', { structuredMode: 'tool' as const }), output };
  const { response, events } = await askStreamed(settingsFor(server.baseUrl), asked);
  expect(response).toMatchObject({ text: '{"a":1}', toolCalls: [] });
  expect(events).toEqual([
    { type: 'text', delta: '{"a"' },
    { type: 'text', delta: ':1}' },
  ]);
});

test('comments that keep a stream open are ignored', async () => {
  await using server = await startWireServer((res) => {
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    res.write(': OPENROUTER PROCESSING\n\n');
    for (const one of [chunk({ content: 'Hi.' }), chunk({}, 'stop')])
      res.write(`data: ${JSON.stringify(one)}\n\n: ping\n\n`);
    res.end('data: [DONE]\n\n');
  });
  expect((await askStreamed(settingsFor(server.baseUrl), question('x'))).response.text).toBe('Hi.');
});
