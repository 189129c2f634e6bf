import type { JsonObject } from '@mcp-agent/core';
import { describe, expect, test } from 'vitest';
import { PROFILES } from './profiles/services.ts';
import { answerSchema, toolSchema } from './schemas.ts';

const text = { type: 'string' };
const byUrl = { type: 'object', properties: { url: text, size: { type: 'number' } }, required: ['url'] };
const byName = { properties: { name: text, size: text }, required: ['name'] };

describe('P2.4: alternatives at the top of a schema of a tool', () => {
  const CASES: readonly [how: string, schema: JsonObject, properties: string[], required: string[]][] = [
    ['oneOf', { type: 'object', oneOf: [byUrl, byName] }, ['url', 'size', 'name'], []],
    [
      'anyOf beside properties',
      { properties: { id: text }, required: ['id'], anyOf: [byUrl, byName] },
      ['id', 'url', 'size', 'name'],
      ['id'],
    ],
    ['anyOf that all require', { anyOf: [byUrl, { ...byUrl, description: 'x' }] }, ['url', 'size'], ['url']],
    ['anyOf of which some require', { anyOf: [byUrl, byUrl, byName] }, ['url', 'size', 'name'], []],
    ['allOf', { allOf: [byUrl, byName] }, ['url', 'size', 'name'], ['url', 'name']],
    ['$ref', { $ref: '#/$defs/a', $defs: { a: byUrl } }, ['url', 'size'], ['url']],
    ['$ref to itself', { $ref: '#', properties: { a: text } }, ['a'], []],
    ['if', { properties: { a: text }, if: {}, else: byName }, ['a', 'name', 'size'], []],
    ['not', { properties: { a: text }, not: {} }, ['a'], []],
  ];

  test.each(CASES)('%s becomes one object', (_, schema, properties, required) => {
    const { schema: sent } = toolSchema(schema, false, PROFILES.openai);
    expect(sent['type']).toBe('object');
    expect(Object.keys(Object(sent['properties']))).toEqual(properties);
    expect(sent['required'] ?? []).toEqual(required);
    expect(Object.keys(sent)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/Of$|^\$ref$|^not$|^if$/)]),
    );
  });

  test('a property with two schemas may have either', () => {
    const { schema } = toolSchema({ oneOf: [byUrl, byName] }, false, PROFILES.openai);
    expect(schema['properties']).toMatchObject({ size: { anyOf: [{ type: 'number' }, text] } });
  });

  test('a schema without alternatives is not changed', () => {
    expect(toolSchema(byUrl, false, PROFILES.openai)).toEqual({ schema: byUrl, strict: false });
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
