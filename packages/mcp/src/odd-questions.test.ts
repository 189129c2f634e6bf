import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { CALL_TOOL, isJsonObject } from '@mcp-agent/core/host';
import { expect, test } from 'vitest';
import { hostWith, run } from './fixtures/harness.ts';
import { scripted } from './fixtures/modern-tasks.ts';
import { questioner } from './fixtures/questioner.ts';

const GENERATIONS = ['2025-11-25', '2026-07-28'] as const;
const server = 'odd';
const answers = { agent: 'ann', sampling: true, elicitation: true };
const CALL: JsonObject = { server, tool: 'ask', arguments: {}, toolCallId: '1', repeatable: false, answers };

/** Asks a question, answers it, and returns what the server received. */
async function received(
  generation: (typeof GENERATIONS)[number],
  question: { readonly method: string; readonly params: JsonObject },
  answer: JsonObject,
): Promise<unknown> {
  if (generation === '2025-11-25') {
    const host = hostWith({ odd: { url: await questioner(question) } });
    const message = await run(host, CALL_TOOL, CALL, { update: async () => answer });
    return JSON.parse(textOf(message));
  }
  const artist = await scripted({ resultType: 'input_required', inputRequests: { question } });
  const host = hostWith({ odd: { url: artist.url } });
  const asked = await run(host, CALL_TOOL, CALL);
  expect(asked).toMatchObject({ inputRequired: { questions: [{ key: 'question' }] } });
  artist.call = { content: [] };
  const kind = question.method === 'elicitation/create' ? 'elicitation' : 'sampling';
  const { requestedSchema } = question.params;
  const given: JsonObject = { key: 'question', kind, answer };
  if (requestedSchema !== undefined) given['schema'] = requestedSchema;
  const result = await run(host, CALL_TOOL, { ...CALL, given: { answers: [given] } });
  expect(result).toMatchObject({ content: [] });
  const { params } = artist.received.at(-1) ?? {};
  return isObject(params) && isObject(params['inputResponses'])
    ? params['inputResponses']['question']
    : undefined;
}

function textOf(message: JsonValue): string {
  const content = isJsonObject(message) ? message['content'] : undefined;
  const [part] = Array.isArray(content) ? content : [];
  const text = isJsonObject(part) ? part['text'] : undefined;
  return typeof text === 'string' ? text : '';
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Forms that servers send, the answer of a person, and what the server receives. */
const FORMS: readonly (readonly [string, JsonObject, JsonObject, JsonObject])[] = [
  [
    'an optional field of Pydantic that was left out',
    {
      type: 'object',
      properties: {
        name: { type: 'string' },
        note: { anyOf: [{ type: 'string' }, { type: 'null' }], default: null },
      },
      required: ['name'],
    },
    { name: 'Ada' },
    { name: 'Ada' },
  ],
  [
    'a field that the answer sets to null',
    { type: 'object', properties: { name: { type: 'string' } } },
    { name: null },
    {},
  ],
  [
    'an enum without a type',
    { type: 'object', properties: { size: { enum: ['S', 'M'] } } },
    { size: 'M' },
    { size: 'M' },
  ],
  [
    'an enum by reference',
    {
      type: 'object',
      $defs: { Size: { enum: ['S', 'M'], type: 'string' } },
      properties: { size: { allOf: [{ $ref: '#/$defs/Size' }], default: 'S' } },
    },
    {},
    { size: 'S' },
  ],
  ['a form without a type', { properties: { name: { type: 'string' } } }, { name: 'Ada' }, { name: 'Ada' }],
  [
    'null for optional keywords',
    { type: 'object', properties: { name: { type: 'string', title: null, format: null } } },
    { name: 'Ada' },
    { name: 'Ada' },
  ],
  [
    'a default for a field with the name of a method',
    { type: 'object', properties: { toString: { type: 'string', default: 'x' } }, required: ['toString'] },
    {},
    { toString: 'x' },
  ],
];

test.each(
  GENERATIONS.flatMap((generation) => FORMS.map(([what, ...form]) => [generation, what, form] as const)),
)('a person can answer a server of %s that sends %s', async (generation, _, [schema, content, expected]) => {
  const question = {
    method: 'elicitation/create',
    params: { mode: 'form', message: 'Which?', requestedSchema: schema, _meta: null },
  };
  const answer = { action: 'accept', content };
  expect(await received(generation, question, answer)).toEqual({ action: 'accept', content: expected });
});

test.each(GENERATIONS)('the answer to a page of %s has no content', async (generation) => {
  const params = { mode: 'url', message: 'Pay.', url: 'https://example.com/', elicitationId: 'e1' };
  const answer = { action: 'accept', content: { a: 'b' } };
  const response = await received(generation, { method: 'elicitation/create', params }, answer);
  expect(response).toEqual({ action: 'accept' });
});

test.each(GENERATIONS)(
  'a model answers a server of %s that sends null and numbers as text',
  async (generation) => {
    const params = {
      messages: [{ role: 'user', content: { type: 'text', text: 'Hi', annotations: null } }],
      maxTokens: '10',
      systemPrompt: null,
      stopSequences: null,
      modelPreferences: { hints: [{ name: null }], costPriority: null },
      tools: null,
    };
    const answer = { content: [{ type: 'text', text: 'Hello' }], model: 'tiny' };
    const response = await received(generation, { method: 'sampling/createMessage', params }, answer);
    expect(response).toMatchObject({ model: 'tiny', content: { text: 'Hello' } });
  },
);
