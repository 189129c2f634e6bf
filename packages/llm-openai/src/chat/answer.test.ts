import type { JsonObject, JsonValue } from '@mcp-agent/core';
import type { ModelResponse } from '@mcp-agent/core/provider';
import { describe, expect, test } from 'vitest';
import { askOnce, askStreamed, modelErrorOf, question } from '../test-support/ask.ts';
import { sendJson } from '../test-support/json.ts';
import { sendEvents } from '../test-support/stand-in.ts';
import { startWireServer } from '../test-support/wire-server.ts';

const apiKey = 'sk-test-0123456789';
const settingsFor = (baseUrl: string, more: JsonObject = {}) => ({
  openai: { apiKey, baseUrl, defaultModel: 'a-model', ...more },
});

const chunk = (delta: JsonValue, reason: JsonValue = null, more: JsonObject = {}): JsonObject => ({
  id: 'c',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'a-model-1',
  choices: [{ index: 0, delta, finish_reason: reason }],
  ...more,
});

async function streamed(events: readonly JsonValue[], more: JsonObject = {}) {
  await using server = await startWireServer((res) => sendEvents(res, events));
  return await askStreamed(settingsFor(server.baseUrl, more));
}

async function whole(
  message: JsonObject,
  reason: JsonValue = 'stop',
  top: JsonObject = {},
): Promise<ModelResponse> {
  await using server = await startWireServer((res) =>
    sendJson(res, {
      id: 'c',
      model: 'a-model-1',
      choices: [{ index: 0, finish_reason: reason, message }],
      ...top,
    }),
  );
  return await askOnce(settingsFor(server.baseUrl));
}

type Pieces = readonly JsonObject[];

/** A piece of a tool call. */
function piece(
  index: number | undefined,
  id: string | undefined,
  name?: string,
  args?: JsonValue,
): JsonObject {
  return {
    ...(index !== undefined && { index }),
    ...(id !== undefined && { id }),
    function: { ...(name !== undefined && { name }), ...(args !== undefined && { arguments: args }) },
  };
}

describe('P1.1: tool calls in a stream', () => {
  const A = ['a', { x: 1 }];
  const B = ['b', { y: 2 }];
  const CASES: readonly [how: string, pieces: Pieces, calls: JsonValue][] = [
    ['two calls with one index', [piece(0, '1', 'a', '{"x":1}'), piece(0, '2', 'b', '{"y":2}')], [A, B]],
    [
      'two calls without an index',
      [piece(undefined, '1', 'a', '{"x":1}'), piece(undefined, '2', 'b', '{"y":2}')],
      [A, B],
    ],
    [
      'two calls without an index and an id',
      [piece(undefined, undefined, 'a', '{"x":1}'), piece(undefined, undefined, 'b', '{"y":2}')],
      [A, B],
    ],
    [
      'two calls with one index and no ids',
      [piece(0, undefined, 'a', '{"x":1}'), piece(0, '', 'b', '{"y":2}')],
      [A, B],
    ],
    [
      'two calls of one tool with one id',
      [piece(0, '1', 'a', '{"x":1}'), piece(1, '1', 'b', '{"y":2}')],
      [A, B],
    ],
    [
      'two calls of one tool, without arguments',
      [piece(0, '1', 'a', ''), piece(0, '2', 'a', '')],
      [
        ['a', {}],
        ['a', {}],
      ],
    ],
    [
      'two calls whose pieces alternate',
      [
        piece(0, '1', 'a', '{"x"'),
        piece(1, '2', 'b', '{"y"'),
        piece(0, undefined, undefined, ':1}'),
        piece(1, undefined, undefined, ':2}'),
      ],
      [A, B],
    ],
    [
      'pieces without an index',
      [piece(undefined, '1', 'a', '{"x"'), piece(undefined, undefined, undefined, ':1}')],
      [A],
    ],
    [
      'pieces with the id and no index',
      [piece(undefined, '1', 'a', '{"x"'), piece(undefined, '1', undefined, ':1}')],
      [A],
    ],
    ['an id that changes', [piece(0, '1', 'a', '{"x"'), piece(0, '2', '', ':1}')], [A]],
    ['an id that comes late', [piece(0, undefined, 'a', '{"x"'), piece(0, '1', undefined, ':1}')], [A]],
    [
      'a name in pieces',
      [piece(0, '1', 'lo', ''), piece(0, undefined, 'ok', ''), piece(0, undefined, undefined, '{}')],
      [['look', {}]],
    ],
    ['a name that is repeated', [piece(0, '1', 'a', '{"x"'), piece(0, '1', 'a', ':1}')], [A]],
    ['a name that grows', [piece(0, '1', 'lo', ''), piece(0, '1', 'look', '{}')], [['look', {}]]],
    ['a whole call that is repeated', [piece(0, '1', 'a', '{"x":1}'), piece(0, '1', 'a', '{"x":1}')], [A]],
    ['arguments as an object', [piece(0, '1', 'a', { x: 1 })], [A]],
    [
      'nulls',
      [
        { index: 0, id: null, type: null, function: { name: 'a', arguments: null } },
        piece(0, '1', undefined, '{"x":1}'),
      ],
      [A],
    ],
  ];

  test.each(CASES)('%s', async (_, pieces, calls) => {
    const events = pieces.map((one) => chunk({ tool_calls: [one] }));
    const { response } = await streamed([...events, chunk({}, 'tool_calls'), '[DONE]']);
    expect(response.toolCalls.map(({ name, arguments: args }) => [name, args])).toEqual(calls);
    const ids = response.toolCalls.map(({ id }) => id);
    expect(ids).not.toContain('');
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('the call of the older API, and pieces of null', async () => {
    const { response } = await streamed([
      chunk(null),
      chunk({ content: null, tool_calls: null }),
      chunk({ function_call: { name: 'a', arguments: '{"x"' } }),
      chunk({ function_call: { arguments: ':1}' } }, 'function_call'),
    ]);
    expect(response.toolCalls).toMatchObject([{ name: 'a', arguments: { x: 1 } }]);
  });
});

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

describe('P1.4 and P1.8: broken answers', () => {
  const half = chunk({ content: 'Half an ans' });
  const CASES: readonly [how: string, events: readonly JsonValue[], words: RegExp, final: boolean][] = [
    [
      'cut, with reasons that are empty',
      [chunk({ content: 'Half' }, ''), chunk({ content: ' an' }, '')],
      /ended before/,
      false,
    ],
    ['cut, without a reason', [half], /ended before/, false],
    ['nothing at all', ['[DONE]'], /ended before/, false],
    ['the reason error', [half, chunk({}, 'error')], /ended the response with an error/, false],
    [
      'the reason error, with the words of the service',
      [
        half,
        {
          ...chunk({}),
          choices: [
            {
              index: 0,
              delta: {},
              finish_reason: 'error',
              error: { code: 502, message: 'The model is down.' },
            },
          ],
        },
      ],
      /The model is down/,
      false,
    ],
    [
      'the reason error of DeepSeek',
      [half, chunk({}, 'insufficient_system_resource')],
      /ended the response with an error/,
      false,
    ],
    [
      'an error as the first event',
      [{ error: { message: 'Overloaded.', code: 'server_error' } }],
      /Overloaded/,
      false,
    ],
    [
      'a permanent error as the first event',
      [{ error: { message: 'No such model.', code: 'model_not_found' } }],
      /No such model/,
      true,
    ],
    ['an error in the middle', [half, { error: { message: 'It broke.', code: 502 } }], /It broke/, false],
    [
      'a permanent error in the middle',
      [half, { error: { message: 'No credit.', code: 402 } }],
      /No credit/,
      true,
    ],
    ['a content filter', [half, chunk({}, 'content_filter')], /content filter/, true],
  ];

  test.each(CASES)('%s', async (_, events, words, final) => {
    const error = await modelErrorOf(streamed(events));
    expect(error.message).toMatch(words);
    expect(error.nonRetryable ?? false).toBe(final);
  });

  test.each([
    [
      'a JSON error',
      'application/json',
      '{"error":{"message":"The key is wrong.","code":"invalid_api_key"}}',
      /The key is wrong/,
      true,
    ],
    ['a page', 'text/html', '<!doctype html><title>Log in</title>', /Log in.*openai\.baseUrl/, true],
    ['a text', 'text/plain', 'upstream connect error', /upstream connect error/, false],
  ])('%s in place of a stream, with status 200', async (_, type, body, words, final) => {
    await using server = await startWireServer((res) =>
      res.writeHead(200, { 'content-type': type }).end(body),
    );
    const error = await modelErrorOf(askStreamed(settingsFor(server.baseUrl)));
    expect(error.message).toMatch(words);
    expect(error.nonRetryable ?? false).toBe(final);
  });

  test('a whole answer in place of a stream is an answer', async () => {
    await using server = await startWireServer((res) =>
      sendJson(res, { choices: [{ message: { content: 'Hi.' }, finish_reason: 'stop' }] }),
    );
    const { response, events } = await askStreamed(settingsFor(server.baseUrl));
    expect(response.text).toBe('Hi.');
    expect(events).toEqual([{ type: 'text', delta: 'Hi.' }]);
  });

  test.each([
    [{ error: { message: 'It broke.', code: 500 } }, /It broke/, false],
    [{ error: { message: 'No.', type: 'invalid_request_error' }, choices: [] }, /No\./, true],
    [{ error: 'All is lost.' }, /All is lost/, false],
    [
      {
        choices: [
          { finish_reason: 'error', message: { content: 'Half' }, error: { message: 'Down.', code: 502 } },
        ],
      },
      /Down/,
      false,
    ],
    [{ choices: [{ finish_reason: 'error', message: { content: 'Half' } }] }, /with an error/, false],
    [{ choices: null }, /no message/, false],
    [[], /not a JSON object/, true],
  ])('whole: %j', async (body, words, final) => {
    await using server = await startWireServer((res) => sendJson(res, body));
    const error = await modelErrorOf(askOnce(settingsFor(server.baseUrl)));
    expect(error.message).toMatch(words);
    expect(error.nonRetryable ?? false).toBe(final);
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

  test('an answer that is cut reports the tokens that it used', async () => {
    const usage = { prompt_tokens: 10, completion_tokens: 5 };
    const error = await modelErrorOf(streamed([chunk({ content: 'x' }, null, { usage })]));
    expect(error.usage).toEqual({ inputTokens: 10, outputTokens: 5 });
  });
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
