import type { JsonObject, RequestParams } from '@mcp-agent/core';
import { expect, test } from 'vitest';
import {
  answerTo,
  ask,
  calls,
  eventsFor,
  modelErrorOf,
  responseOf,
  result,
  sentFor,
  startStandIn,
  text,
  tool,
  user,
} from './test-support/ask.ts';

const bodyFor = async (
  params: RequestParams,
  ...section: Parameters<typeof sentFor> extends [unknown?, ...infer Rest] ? Rest : never
): Promise<JsonObject> => (await sentFor({ params, tools: [tool()] }, ...section)).body;

test('sends the token limit that Anthropic requires, and nothing that was not set', async () => {
  expect((await sentFor()).body).toEqual({
    model: 'claude-sonnet-5-5',
    stream: true,
    max_tokens: 8_192,
    messages: [{ role: 'user', content: [text('What is there?')] }],
  });
});

test.each<[string, RequestParams, JsonObject]>([
  ['maxTokens', { maxTokens: 50 }, { max_tokens: 50 }],
  ['temperature', { temperature: 0 }, { temperature: 0 }],
  ['topP', { topP: 0.5 }, { top_p: 0.5 }],
  ['topK', { topK: 7 }, { top_k: 7 }],
  ['stopSequences', { stopSequences: ['END'] }, { stop_sequences: ['END'] }],
  ['user', { user: 'u1' }, { metadata: { user_id: 'u1' } }],
  ['metadata', { metadata: { user_id: 'u1', run: '7' } }, { metadata: { user_id: 'u1' } }],
  ['serviceTier', { serviceTier: 'standard_only' }, { service_tier: 'standard_only' }],
  ['toolChoice auto', { toolChoice: 'auto' }, { tool_choice: { type: 'auto' } }],
  ['toolChoice required', { toolChoice: 'required' }, { tool_choice: { type: 'any' } }],
  ['toolChoice none', { toolChoice: 'none', parallelToolCalls: false }, { tool_choice: { type: 'none' } }],
  [
    'toolChoice with a name',
    { toolChoice: { tool: 'look' } },
    { tool_choice: { type: 'tool', name: 'look' } },
  ],
  [
    'parallelToolCalls',
    { parallelToolCalls: false },
    { tool_choice: { type: 'auto', disable_parallel_tool_use: true } },
  ],
  [
    'parallelToolCalls with a choice',
    { parallelToolCalls: false, toolChoice: 'required' },
    { tool_choice: { type: 'any', disable_parallel_tool_use: true } },
  ],
  [
    'reasoningEffort',
    { reasoningEffort: 'high' },
    {
      thinking: { type: 'adaptive', display: 'summarized' },
      output_config: { effort: 'high' },
      max_tokens: 32_192,
    },
  ],
  ['the lowest reasoningEffort', { reasoningEffort: 'minimal' }, { output_config: { effort: 'low' } }],
  ['no reasoning', { reasoningEffort: 'none' }, { thinking: { type: 'disabled' }, max_tokens: 8_192 }],
  ['a limit beside an effort', { reasoningEffort: 'high', maxTokens: 500 }, { max_tokens: 500 }],
  [
    'hidden reasoning',
    { reasoningEffort: 'low', reasoningSummary: 'omitted' },
    { thinking: { type: 'adaptive', display: 'omitted' } },
  ],
  [
    'a budget for an older model',
    { reasoningEffort: 'medium', model: 'claude-haiku-4-5', maxTokens: 500 },
    { thinking: { type: 'enabled', budget_tokens: 10_000 }, max_tokens: 10_500 },
  ],
  [
    'a budget for a model of another make',
    { reasoningEffort: 'low', model: 'glm-5' },
    { thinking: { type: 'enabled', budget_tokens: 4_096 } },
  ],
  ['store: false', { store: false }, {}],
  ['extraBody', { extraBody: { container: 'c', max_tokens: 9 } }, { container: 'c', max_tokens: 9 }],
])('sends %s', async (_, params, expected) => {
  expect(await bodyFor(params)).toMatchObject(expected);
});

test('a forced tool call is sent without thinking, which the service rejects with it', async () => {
  const body = await bodyFor({ toolChoice: 'required', reasoningEffort: 'high' });
  expect(body).not.toHaveProperty('thinking');
  expect(
    await bodyFor({ toolChoice: 'required', reasoningEffort: 'high', model: 'glm-5' }),
  ).not.toHaveProperty('thinking');
});

test('defaults of the section apply, and parameters of the request replace them', async () => {
  const section = { maxTokens: 70, temperature: 0.5, user: 'u', extraBody: { a: 1, b: 1 } };
  expect(await bodyFor({ temperature: 0.1, extraBody: { b: 2 } }, section)).toMatchObject({
    max_tokens: 70,
    temperature: 0.1,
    metadata: { user_id: 'u' },
    a: 1,
    b: 2,
  });
});

test('extraHeaders and defaultHeaders are sent', async () => {
  const { headers } = await sentFor(
    { params: { extraHeaders: { 'anthropic-beta': 'b' } } },
    { defaultHeaders: { 'x-team': 't' } },
  );
  expect(headers).toMatchObject({ 'anthropic-beta': 'b', 'x-team': 't' });
});

test.each<[RequestParams, RegExp]>([
  [{ seed: 7 }, /has no seed, which is 7.*\n.*anthropic of the settings/],
  [{ presencePenalty: 0.5 }, /has no presencePenalty/],
  [{ frequencyPenalty: 0.5 }, /has no frequencyPenalty/],
  [{ store: true }, /cannot store/],
  [{ structuredMode: 'json' }, /no JSON mode.*\n.*schema, tool or prompt/],
  [{ serviceTier: 'flex' }, /no service tier "flex".*\n.*standard_only/],
  [{ promptCache: { ttl: '24h' } }, /no cache lifetime "24h".*\n.*5m or 1h/],
])('rejects %j before anything is sent', async (params, words) => {
  await using service = await startStandIn((res) => res.end());
  const error = modelErrorOf(await ask({ anthropic: { apiKey: 'k', baseUrl: service.origin } }, { params }));
  expect(error.message).toMatch(words);
  expect(error.nonRetryable).toBe(true);
  expect(service.sent).toEqual([]);
});

test.each<[RequestParams, JsonObject[]]>([
  [{ serviceTools: ['web_search'] }, [{ type: 'web_search_20260318', name: 'web_search' }]],
  [{ serviceTools: ['code_execution'] }, [{ type: 'code_execution_20260521', name: 'code_execution' }]],
  [
    { serviceTools: ['web_search'], model: 'claude-haiku-4-5' },
    [{ type: 'web_search_20250305', name: 'web_search' }],
  ],
  [
    { serviceTools: [{ type: 'web_fetch_20260318', name: 'web_fetch', max_uses: 2 }] },
    [{ type: 'web_fetch_20260318', name: 'web_fetch', max_uses: 2 }],
  ],
])('declares the tools of the service: %j', async (params, expected) => {
  const { body } = await sentFor({ params, tools: [tool()] });
  expect(body['tools']).toEqual([expect.objectContaining({ name: 'look' }), ...expected]);
});

test('a request without tools whose conversation has calls declares them, and allows none', async () => {
  const messages = [user('a'), calls(['c1'], '', 'functions.look'), result('c1', 'x')];
  const { body } = await sentFor({ messages, params: { toolChoice: 'required' } });
  expect(body).toMatchObject({
    tools: [{ name: 'functions_look', input_schema: { type: 'object' } }],
    tool_choice: { type: 'none' },
  });
});

const CLOSED = { type: 'object', properties: { a: { type: 'string', minLength: 2 } }, required: ['a'] };
const OUTPUT = { name: 'answer', schema: CLOSED };

test.each<[string, RequestParams, JsonObject]>([
  [
    'a format',
    {},
    { output_config: { format: { type: 'json_schema', schema: { additionalProperties: false } } } },
  ],
  [
    'a tool',
    { structuredMode: 'tool' },
    { tools: [{ name: 'answer', input_schema: CLOSED }], tool_choice: { type: 'tool', name: 'answer' } },
  ],
  ['a tool for an older model', { model: 'claude-3-5-haiku-latest' }, { tools: [{ name: 'answer' }] }],
  ['a tool for a model of another make', { model: 'glm-5' }, { tools: [{ name: 'answer' }] }],
  ['words', { structuredMode: 'prompt' }, { system: expect.stringContaining(JSON.stringify(CLOSED)) }],
  [
    'words where a model of another make thinks',
    { model: 'glm-5', reasoningEffort: 'low' },
    { system: expect.stringContaining('JSON Schema') },
  ],
])('requests a structured answer by %s', async (_, params, expected) => {
  const { body } = await sentFor({ params, output: OUTPUT });
  expect(body).toMatchObject(expected);
  expect(
    ['output_config', 'tools', 'system'].filter((name) => name in body && name in expected),
  ).toHaveLength(1);
});

test.each<[string, JsonObject]>([
  ['a map', { type: 'object', additionalProperties: { type: 'number' } }],
  ['a property of any type', { type: 'object', properties: { any: {} } }],
  ['a reference to itself', { type: 'object', properties: { next: { $ref: '#' } } }],
])('puts a schema with %s, which the service cannot enforce, in the instruction', async (_, schema) => {
  const { body } = await sentFor({ output: { name: 'answer', schema } });
  expect(body).not.toHaveProperty('output_config');
  expect(body).toMatchObject({ system: expect.stringContaining(JSON.stringify(schema)) });
});

test('the arguments of the answer tool are the answer', async () => {
  const block = { type: 'tool_use', id: 'c', name: 'answer', input: { a: 'yes' } };
  const asked = { output: OUTPUT, params: { structuredMode: 'tool' } } as const;
  expect(responseOf(await answerTo(eventsFor([block], 'tool_use'), asked))).toMatchObject({
    text: '{"a":"yes"}',
    toolCalls: [],
  });
});
