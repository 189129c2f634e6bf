import type { JsonObject } from '@mcp-agent/core';
import { expect, test } from 'vitest';
import { eventsOf } from './stream.ts';
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

test.each(['application/json', 'text/event-stream'])('reads a whole message of the type %s', async (type) => {
  const message = { type: 'message', model: 'stand-in-1', content: [text('Yes.')], stop_reason: 'end_turn' };
  await using service = await startStandIn((res) =>
    res.writeHead(200, { 'content-type': type }).end(JSON.stringify(message, undefined, 2)),
  );
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

test.each([
  [
    'a JSON error in place of a stream',
    'application/json',
    '{"type":"error","error":{"type":"authentication_error","message":"Bad key."}}',
    /Bad key\./,
    true,
  ],
  ['an error of a gateway', 'application/json', '{"detail":"No upstream."}', /No upstream\./, false],
  [
    'a page in place of a stream',
    'text/html',
    '<!doctype html><title>Sign in</title>',
    /Sign in\.\n.*anthropic\.baseUrl/,
    true,
  ],
  [
    'an answer of another protocol',
    'text/event-stream',
    'data: {"choices":[{"delta":{"content":"x"}}]}\n\n',
    /Messages API/,
    false,
  ],
  [
    'a text as an error event',
    'text/event-stream',
    'event: error\ndata: No upstream.\n\n',
    /No upstream\./,
    false,
  ],
  [
    'an error without a type',
    'text/event-stream',
    'data: {"error":{"message":"No such model.","code":"model_not_found"}}\n\n',
    /No such model\./,
    true,
  ],
  [
    'an error of the type of a stream',
    'text/event-stream',
    '{"error":{"message":"Bad key.","type":"authentication_error"}}',
    /Bad key\./,
    true,
  ],
  ['an empty body', 'text/event-stream', '', /Messages API/, false],
])('%s is an error with the words of the service', async (_, type, body, words, isFinal) => {
  await using service = await startStandIn((res) => res.writeHead(200, { 'content-type': type }).end(body));
  const error = modelErrorOf(await ask({ anthropic: { apiKey: 'k', baseUrl: service.origin } }));
  expect(error.message).toMatch(words);
  expect(error.nonRetryable ?? false).toBe(isFinal);
});

test('a stream that is cut is an error with the usage so far', async () => {
  const error = modelErrorOf(await answerTo([START, BLOCK, DELTA]));
  expect(error.nonRetryable).toBeUndefined();
  expect(error.usage).toEqual({ inputTokens: 10, outputTokens: 1 });
});

test('the events of a whole message are those of its stream', () => {
  expect(
    eventsOf({ content: [text('x')], stop_reason: 'end_turn' }).map((event) =>
      Reflect.get(Object(event), 'type'),
    ),
  ).toEqual(['message_start', 'content_block_start', 'message_delta', 'message_stop']);
});
