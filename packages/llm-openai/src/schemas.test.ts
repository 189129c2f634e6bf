import { expect, test } from 'vitest';
import { PROFILES } from './profiles/services.ts';
import { answerSchema, legalFunction } from './schemas.ts';

const byUrl = { type: 'object', properties: { url: { type: 'string' } }, required: ['url'] };

test('P2.4: a tool is sent with a schema without alternatives at its top', () => {
  const tool = {
    description: 'Looks.',
    inputSchema: { oneOf: [byUrl, { properties: { list: { type: 'array' } } }] },
  };
  expect(legalFunction(tool, true, PROFILES.openai)).toEqual({
    description: expect.stringMatching(/^Looks\.\n\n.*"oneOf"/),
    schema: {
      type: 'object',
      properties: { url: { type: 'string' }, list: { type: 'array', items: {} } },
    },
    strict: false,
  });
  expect(legalFunction({ inputSchema: byUrl }, true, PROFILES.openai)).toEqual({
    schema: { ...byUrl, additionalProperties: false },
    strict: true,
  });
});

test('keywords that Gemini rejects are left out, but not properties of that name', () => {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: { const: { const: 'a' }, list: { type: 'array', items: { not: {}, type: 'string' } } },
    required: ['const'],
    default: { $schema: 'kept' },
  };
  expect(answerSchema(schema, false, PROFILES.gemini).schema).toEqual({
    type: 'object',
    properties: { const: { enum: ['a'] }, list: { type: 'array', items: { type: 'string' } } },
    required: ['const'],
    default: { $schema: 'kept' },
  });
  expect(answerSchema(schema, false, PROFILES.openai).schema).toBe(schema);
});
