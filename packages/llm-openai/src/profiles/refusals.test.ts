import type { JsonObject } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/provider';
import { expect, test } from 'vitest';
import { ASK, askOnce, attemptOf, hostFor, modelErrorOf, question } from '../test-support/ask.ts';
import { completion, errorBody, sendJson } from '../test-support/json.ts';
import { startWireServer, type WireServer } from '../test-support/wire-server.ts';

const apiKey = 'sk-test-0123456789';
const settings = (server: WireServer, more: JsonObject = {}) => ({
  openai: { apiKey, baseUrl: server.baseUrl, defaultModel: 'a-model', ...more },
});

/** A server that refuses a request with any of these fields, one at a time. */
function startRefusing(fields: readonly string[], status = 400): Promise<WireServer> {
  return startWireServer((res, { body }) => {
    const refused = isJsonObject(body) ? fields.find((field) => field in body) : undefined;
    if (refused === undefined) sendJson(res, completion({ content: 'Hi.' }));
    else sendJson(res, { detail: [{ loc: ['body', refused], msg: 'not permitted' }] }, status);
  });
}

function keysOf(server: WireServer): string[][] {
  return server.requests.map(({ body }) => (isJsonObject(body) ? Object.keys(body).toSorted() : []));
}

test.each([400, 422])(
  'repeats what an unknown server refuses with %i, and logs each part once',
  async (status) => {
    await using server = await startRefusing(['max_tokens', 'seed', 'user'], status);
    const host = hostFor(settings(server));
    const logged: string[] = [];
    const asked = question('hello', { maxTokens: 9, seed: 1, user: 'u1' });
    const log = (_: string, message: string): void => void logged.push(message);
    await host.run(attemptOf(ASK, asked, { log }));
    expect(keysOf(server)).toEqual([
      ['max_tokens', 'messages', 'model', 'seed', 'user'],
      ['max_completion_tokens', 'messages', 'model', 'seed', 'user'],
      ['max_completion_tokens', 'messages', 'model', 'user'],
      ['max_completion_tokens', 'messages', 'model'],
    ]);
    expect(logged).toEqual(
      ['max_tokens', 'seed', 'user'].map(
        (field) => `the service refused "${field}". The request is repeated without it.`,
      ),
    );
    // The next call of this model is sent in the right form at once; another model may differ.
    await host.run(attemptOf(ASK, asked, { log }));
    await host.run(attemptOf(ASK, question('hello', { ...asked.params, model: 'another' })));
    await host.close();
    expect(keysOf(server)[4]).toEqual(['max_completion_tokens', 'messages', 'model']);
    expect(keysOf(server)[5]).toContain('seed');
    expect(logged).toHaveLength(3);
  },
);

test('does not learn from a request that fails without the part too', async () => {
  await using server = await startWireServer((res) =>
    sendJson(res, errorBody('The `seed` is as wrong as everything else.'), 400),
  );
  const host = hostFor(settings(server));
  const ask = () => host.run(attemptOf(ASK, question('hello', { seed: 1 })));
  await modelErrorOf(ask());
  await modelErrorOf(ask());
  await host.close();
  expect(keysOf(server).map((keys) => keys.includes('seed'))).toEqual([true, false, true, false]);
});

test.each([401, 404, 429, 500])('does not repeat a request that failed with %i', async (status) => {
  await using server = await startRefusing(['seed'], status);
  await modelErrorOf(askOnce(settings(server), question('hello', { seed: 1 })));
  expect(server.requests).toHaveLength(1);
});

test('a known service that refuses a parameter that changes the answer fails with advice', async () => {
  await using server = await startWireServer((res) =>
    sendJson(res, errorBody("Unsupported value: 'temperature' does not support 0.2 with this model."), 400),
  );
  const asked = askOnce(settings(server, { profile: 'xai' }), question('hello', { temperature: 0.2 }));
  const error = await modelErrorOf(asked);
  expect(error.nonRetryable).toBe(true);
  expect(error.message).toMatch(/"temperature", omit it.*openai\.profile/);
  expect(server.requests).toHaveLength(1);
});

test('a mode of a structured answer that the caller chose is not replaced', async () => {
  await using server = await startRefusing(['response_format']);
  const output = { name: 'answer', schema: { type: 'object', properties: {} } };
  const asked = { ...question('hello', { structuredMode: 'schema' as const }), output };
  const error = await modelErrorOf(askOnce(settings(server), asked));
  expect(error.message).toMatch(/structuredMode/);
  expect(server.requests).toHaveLength(1);
});

test('a word of a sentence is not the name of a parameter', async () => {
  await using server = await startWireServer((res) =>
    sendJson(
      res,
      errorBody('After the system message, roles must alternate between user and assistant.'),
      400,
    ),
  );
  await modelErrorOf(askOnce(settings(server), question('hello', { user: 'u1' })));
  expect(server.requests).toHaveLength(1);
});

test.each([
  [400, 'unknown field: parameter user is not a valid field', 'user'],
  [400, 'The argument seed is not supported.', 'seed'],
  [501, 'response_format is not implemented', 'response_format'],
  [500, 'Failed to initialize samplers: failed to parse grammar', 'response_format'],
  [400, 'guided decoding backend is not available', 'response_format'],
  [400, 'This model does not support JSON schema', 'response_format'],
])('a part that is refused in the words of servers is left out: %i %s', async (status, words, field) => {
  await using server = await startWireServer((res, { body }) =>
    isJsonObject(body) && field in body
      ? sendJson(res, errorBody(words), status)
      : sendJson(res, completion({ content: '{}' })),
  );
  const output = { name: 'answer', schema: { type: 'object', properties: {} } };
  const asked = { ...question('x', { user: 'u1', seed: 1 }), output };
  expect((await askOnce(settings(server), asked)).text).toBe('{}');
  expect(server.requests).toHaveLength(2);
});

test('a schema that is refused is sent as a tool, and the next schema as a schema', async () => {
  const formats: unknown[] = [];
  await using server = await startWireServer((res, { body }) => {
    const format = isJsonObject(body) ? body['response_format'] : undefined;
    formats.push(isJsonObject(format) ? format['type'] : undefined);
    if (JSON.stringify(format ?? '').includes('odd')) {
      sendJson(res, errorBody("Invalid schema for response_format 'odd'."), 400);
    } else sendJson(res, completion({ content: '{}' }));
  });
  const host = hostFor(settings(server, { profile: 'openai', api: 'chat' }));
  const schema = { type: 'object', properties: {} };
  const ask = (name: string) => host.run(attemptOf(ASK, { ...question('x'), output: { name, schema } }));
  await ask('odd');
  await ask('even');
  await host.close();
  expect(formats).toEqual(['json_schema', undefined, 'json_schema']);
});

test('a parameter is not mistaken for the reasoning in messages', async () => {
  await using server = await startWireServer((res, { body }) => {
    if (isJsonObject(body) && 'reasoning_effort' in body) {
      sendJson(res, errorBody('reasoning_effort is not supported.'), 400);
    } else sendJson(res, completion({ content: 'Hi.' }));
  });
  const said = {
    id: 'a',
    role: 'assistant',
    text: '',
    toolCalls: [{ id: 'c1', name: 'look', arguments: {}, repeatable: true }],
    providerData: {
      provider: 'openai',
      data: { origin: 'openai/compatible/chat', message: { reasoning: 'Hm.' } },
    },
  } as const;
  const asked = { messages: [said], tools: [], params: { reasoningEffort: 'low' } } as const;
  await askOnce(settings(server), asked);
  expect(server.requests.map(({ body }) => JSON.stringify(body).includes('"reasoning":"Hm."'))).toEqual([
    true,
    true,
  ]);
});

test.each([
  'max_tokens is too large: 99999. This model supports at most 8192 completion tokens.',
  "'temperature' must be between 0 and 1.",
  'Value error: `seed` should be less than 100.',
])('a value that an unknown server refuses is an error: %s', async (words) => {
  await using server = await startWireServer((res) => sendJson(res, errorBody(words), 400));
  const params = { maxTokens: 99_999, temperature: 2, seed: 101 };
  const error = await modelErrorOf(askOnce(settings(server), question('hello', params)));
  expect(error.message).toContain(words);
  expect(error.nonRetryable).toBe(true);
  expect(server.requests).toHaveLength(1);
});
