import type { JsonObject } from '@mcp-agent/core';
import { expect, test } from 'vitest';
import {
  answerTo,
  ask,
  eventsFor,
  modelErrorOf,
  responseOf,
  startStandIn,
  text,
  use,
} from './test-support/ask.ts';

const START = {
  type: 'message_start',
  message: { model: 'stand-in-1', content: [], usage: { input_tokens: 10, output_tokens: 1 } },
};
const BLOCK = { type: 'content_block_start', index: 0, content_block: text('') };
const DELTA = { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Yes.' } };
const END = { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 5 } };
const STOP = { type: 'message_stop' };

test.each<[string, JsonObject[], object]>([
  ['without message_stop', [START, BLOCK, DELTA, END], { inputTokens: 10, outputTokens: 5 }],
  ['without message_delta', [START, BLOCK, DELTA, STOP], { inputTokens: 10, outputTokens: 1 }],
  ['without message_start', [BLOCK, DELTA, END, STOP], { inputTokens: 0, outputTokens: 5 }],
  ['without the start of a block', [START, DELTA, END, STOP], { inputTokens: 10, outputTokens: 5 }],
  [
    'without indexes',
    [START, { ...BLOCK, index: null }, { ...DELTA, index: null }, END, STOP],
    { inputTokens: 10, outputTokens: 5 },
  ],
  [
    'with indexes as text, and deltas without',
    [
      START,
      { ...BLOCK, index: '0' },
      { ...DELTA, index: 0 },
      { ...DELTA, delta: { ...DELTA.delta, text: '' } },
      END,
      STOP,
    ],
    { inputTokens: 10, outputTokens: 5 },
  ],
  [
    'with counts as text',
    [START, BLOCK, DELTA, { ...END, usage: { input_tokens: '12', output_tokens: '7' } }, STOP],
    { inputTokens: 12, outputTokens: 7 },
  ],
  [
    'with an error after its end',
    [START, BLOCK, DELTA, END, STOP, { type: 'error', error: { type: 'api_error', message: 'Late.' } }],
    { inputTokens: 10, outputTokens: 5 },
  ],
  [
    'without usage',
    [{ ...START, message: {} }, BLOCK, DELTA, { ...END, usage: null }, STOP],
    { inputTokens: 0, outputTokens: 0 },
  ],
  [
    'with usage only at the end',
    [
      { ...START, message: { usage: { input_tokens: 0 } } },
      BLOCK,
      DELTA,
      { ...END, usage: { input_tokens: 7, output_tokens: 5 } },
      STOP,
    ],
    { inputTokens: 7, outputTokens: 5 },
  ],
  [
    'with usage only at the start',
    [START, BLOCK, DELTA, { ...END, usage: { input_tokens: 0, output_tokens: 5 } }, STOP],
    { inputTokens: 10, outputTokens: 5 },
  ],
  [
    'with the text at the start of its block',
    [START, { ...BLOCK, content_block: text('Yes.') }, END, STOP],
    { inputTokens: 10, outputTokens: 5 },
  ],
  [
    'with pings, unknown events and unknown deltas',
    [
      START,
      { type: 'ping' },
      BLOCK,
      { type: 'aura' },
      { ...DELTA, delta: { type: 'aura_delta' } },
      DELTA,
      END,
      STOP,
    ],
    { inputTokens: 10, outputTokens: 5 },
  ],
  [
    'with a null stop reason',
    [START, BLOCK, DELTA, { ...END, delta: { stop_reason: null } }, STOP],
    { inputTokens: 10, outputTokens: 5 },
  ],
])('reads a stream %s', async (_, events, usage) => {
  const outcome = await answerTo(events);
  expect(responseOf(outcome)).toMatchObject({ text: 'Yes.', usage });
  expect(outcome.events).toEqual([{ type: 'text', delta: 'Yes.' }]);
});

test('reads events without names, and [DONE] at the end', async () => {
  await using service = await startStandIn((res) => {
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    res.end(
      [START, BLOCK, DELTA, END, STOP].map((event) => `data: ${JSON.stringify(event)}\n\n`).join('') +
        'data: [DONE]\n\n',
    );
  });
  expect(responseOf(await ask({ anthropic: { apiKey: 'k', baseUrl: service.origin } })).text).toBe('Yes.');
});

test('reads events whose type is only their name', async () => {
  await using service = await startStandIn((res) => {
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    const events = [START, BLOCK, DELTA, END, STOP].map(({ type, ...event }) => ({ type, event }));
    res.end(events.map(({ type, event }) => `event: ${type}\ndata: ${JSON.stringify(event)}\n\n`).join(''));
  });
  expect(responseOf(await ask({ anthropic: { apiKey: 'k', baseUrl: service.origin } })).text).toBe('Yes.');
});

test('adds pieces of input to the input at the start of a tool call', async () => {
  const piece = (json: string): JsonObject => ({
    type: 'content_block_delta',
    index: 0,
    delta: { type: 'input_json_delta', partial_json: json },
  });
  const start = { type: 'content_block_start', index: 0, content_block: use('c1', { at: 'x' }) };
  const { toolCalls } = responseOf(await answerTo([START, start, piece('{"by":'), piece('"y"}'), END, STOP]));
  expect(toolCalls[0]?.arguments).toEqual({ at: 'x', by: 'y' });
});

test.each([
  [0, '0'],
  ['0', 0],
  [0, null],
  [1, 0],
])(
  'a piece of input belongs to a call although the index of the call is %j and that of the piece %j',
  async (start, index) => {
    const delta = { type: 'input_json_delta', partial_json: '{"at":"x"}' };
    const events: JsonObject[] = [
      START,
      { type: 'content_block_start', index: start, content_block: use('c1', {}) },
      { type: 'content_block_delta', index, delta },
      END,
      STOP,
    ];
    expect(responseOf(await answerTo(events)).toolCalls[0]?.arguments).toEqual({ at: 'x' });
  },
);

test('an answer that a stop sequence ends before it starts is a permanent error', async () => {
  const error = modelErrorOf(await answerTo(eventsFor([], 'stop_sequence')));
  expect(error.message).toMatch(/stopSequences/);
  expect(error.nonRetryable).toBe(true);
});

test('counts the reads and the writes of the cache as input', async () => {
  const usage = {
    cache_read_input_tokens: 100,
    cache_creation_input_tokens: 40,
    output_tokens_details: { thinking_tokens: 3 },
  };
  expect(responseOf(await answerTo(eventsFor([text('x')], 'end_turn', usage))).usage).toEqual({
    inputTokens: 150,
    outputTokens: 5,
    cachedInputTokens: 100,
    cacheWriteInputTokens: 40,
    reasoningTokens: 3,
  });
});

test.each([
  ['overloaded_error', false],
  ['rate_limit_error', false],
  ['api_error', false],
  ['invalid_request_error', true],
  ['authentication_error', true],
])('an error event %s after a part of the answer: permanent is %s', async (type, isFinal) => {
  const event = { type: 'error', error: { type, message: 'The words of the service.' } };
  const error = modelErrorOf(await answerTo([START, BLOCK, DELTA, event]));
  expect(error.message).toContain('The words of the service.');
  expect(error).toMatchObject({ requestId: 'req_1', usage: { inputTokens: 10, outputTokens: 1 } });
  expect(error.nonRetryable ?? false).toBe(isFinal);
});

test('a stream that is cut is an error with the usage so far', async () => {
  const error = modelErrorOf(await answerTo([START, BLOCK, DELTA]));
  expect(error.nonRetryable).toBeUndefined();
  expect(error.usage).toEqual({ inputTokens: 10, outputTokens: 1 });
});
