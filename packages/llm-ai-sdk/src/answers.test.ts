import type { JsonObject } from '@mcp-agent/core';
import { expect, test } from 'vitest';
import { ask, completion, errorOf, LOOK, startWire, user } from './test-support/ask.ts';
import {
  ANTHROPIC,
  CALLED,
  COMPATIBLE,
  message,
  params,
  result,
  settingsFor,
} from './test-support/conversation.ts';

const OUTPUT = { name: 'answer', schema: { type: 'object', properties: { a: { type: 'string' } } } };

test('an answer with nothing to add after the results of tools is empty', async () => {
  await using wire = await startWire(message([]));
  const settings = settingsFor(ANTHROPIC, wire);
  const { response } = await ask(settings, { params, messages: [user('x'), CALLED, result()] });
  expect(response).toMatchObject({ text: '', toolCalls: [] });
  expect((await errorOf(ask(settings, { params }))).nonRetryable).not.toBe(true);
});

test('an answer that is refused runs no tool', async () => {
  const content = [{ type: 'tool_use', id: 'call_1', name: 'look', input: {} }];
  await using wire = await startWire(message(content, 'refusal'));
  const { response } = await ask(settingsFor(ANTHROPIC, wire), { params, tools: [LOOK] });
  expect(response).toMatchObject({ stopReason: 'refusal', toolCalls: [] });
});

test('an answer has no thinking that a local model writes into it', async () => {
  await using wire = await startWire(completion('<think>Hm.</think>Four.'));
  const { response } = await ask(settingsFor(COMPATIBLE, wire), { params });
  expect(response.text).toBe('Four.');
});

test('an answer with a schema is requested in the way that the service has', async () => {
  await using wire = await startWire(completion('{"a":"b"}'));
  await ask(settingsFor(COMPATIBLE, wire), { params, output: OUTPUT });
  expect(wire.requests[0]?.body).toMatchObject({
    response_format: { type: 'json_object' },
    messages: [{ role: 'system', content: expect.stringContaining('"properties"') }, { role: 'user' }],
  });
  const prompted = { params: { ...params, structuredMode: 'prompt' as const }, output: OUTPUT };
  await ask(settingsFor(COMPATIBLE, wire), prompted);
  expect(wire.requests[1]?.body).not.toHaveProperty('response_format');
});

test('an answer that was requested by a tool is the arguments of the tool', async () => {
  const content = [{ type: 'tool_use', id: 'call_1', name: 'answer', input: { a: 'b' } }];
  await using wire = await startWire(message(content, 'tool_use'));
  const request = { params: { ...params, structuredMode: 'tool' as const }, output: OUTPUT };
  const { response } = await ask(settingsFor(ANTHROPIC, wire), request);
  expect(response).toMatchObject({ text: '{"a":"b"}', toolCalls: [] });
});

test('a response of another form is a retryable error that quotes it', async () => {
  await using wire = await startWire({ id: 'c', choices: 'none' });
  const error = await errorOf(ask(settingsFor(COMPATIBLE, wire), { params }));
  expect(error.nonRetryable).not.toBe(true);
  expect(error.message).toContain('does not read a response of this form: {"id":"c","choices":"none"}');
});

test.each([ANTHROPIC, COMPATIBLE])('%s receives a tool with a schema that services accept', async (name) => {
  await using wire = await startWire({ error: { message: 'x' } }, 400);
  const inputSchema: JsonObject = {
    oneOf: [{ properties: { a: { type: 'array' } } }, { $ref: '#/$defs/5%' }],
  };
  const tools = [{ ...LOOK, tool: { ...LOOK.tool, inputSchema } }];
  await errorOf(ask(settingsFor(name, wire), { params, tools }));
  const body = JSON.stringify(wire.requests[0]?.body);
  expect(body).toMatch(/"(?:parameters|input_schema)":\{[^}]*"type":"object"/);
  expect(body).not.toMatch(/"(?:parameters|input_schema)":\{[^}]*"oneOf"/);
});

test.each([
  ['a page', '<html><title>Log in</title></html>', /Log in/, true],
  ['an error', '{"error":{"message":"Bad key.","code":"invalid_api_key"}}', /Bad key/, true],
  [
    'an error as an event',
    'data: {"error":{"message":"Bad key.","code":"invalid_api_key"}}\n\n',
    /Bad key/,
    true,
  ],
  [
    'an error in another form',
    'data: {"object":"error","message":"Too many.","code":400}\n\n',
    /Too many/,
    true,
  ],
])('%s in place of a stream is an error with the words of the service', async (_, body, words, final) => {
  await using wire = await startWire(body);
  const error = await errorOf(ask(settingsFor(COMPATIBLE, wire), { params }, true));
  expect(error.message).toMatch(words);
  expect(error.nonRetryable ?? false).toBe(final);
});
