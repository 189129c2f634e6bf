import type { JsonObject } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/host';
import { describe, expect, test } from 'vitest';
import { legalTool } from './tool-schema.ts';

const text = { type: 'string' };
const names = Array.from({ length: 60_000 }, (_, index) => `name${index}`);
const then = (schema: JsonObject): JsonObject => JSON.parse(`{"then":${JSON.stringify(schema)}}`);
const byUrl = { type: 'object', properties: { url: text, size: { type: 'number' } }, required: ['url'] };
const byName = { properties: { name: text, size: text }, required: ['name'] };

describe('P2.4: the schema of a tool is one object', () => {
  const CASES: readonly [how: string, schema: JsonObject, properties: string[], required: string[]][] = [
    ['oneOf', { type: 'object', oneOf: [byUrl, byName] }, ['url', 'size', 'name'], []],
    [
      'anyOf beside properties',
      { properties: { id: text }, required: ['id'], anyOf: [byUrl, byName] },
      ['id', 'url', 'size', 'name'],
      ['id'],
    ],
    ['anyOf that all require', { anyOf: [byUrl, { ...byUrl, description: 'x' }] }, ['url', 'size'], ['url']],
    ['allOf', { allOf: [byUrl, byName] }, ['url', 'size', 'name'], ['url', 'name']],
    ['$ref', { $ref: '#/$defs/a', $defs: { a: byUrl } }, ['url', 'size'], ['url']],
    ['$ref to itself', { $ref: '#', properties: { a: text } }, ['a'], []],
    [
      '$ref in a circle',
      { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } },
      [],
      [],
    ],
    [
      '$ref to a name with a percent sign',
      { $ref: '#/$defs/5%', $defs: { '5%': byUrl } },
      ['url', 'size'],
      ['url'],
    ],
    ['$ref to nothing', { $ref: '#/$defs/a', properties: { a: text } }, ['a'], []],
    [
      'if',
      { properties: { a: text }, if: {}, ...then(byUrl), else: byName },
      ['a', 'url', 'size', 'name'],
      [],
    ],
    ['then without else', { properties: { a: text }, if: {}, ...then(byUrl) }, ['a', 'url', 'size'], []],
    ['not', { properties: { a: text }, not: {} }, ['a'], []],
    ['enum', { properties: { a: text }, enum: [{ a: 'x' }] }, ['a'], []],
    ['no type', {}, [], []],
    ['true as a property', { properties: { a: true } }, ['a'], []],
  ];

  test.each(CASES)('%s', (_, inputSchema, properties, required) => {
    const { schema } = legalTool({ inputSchema });
    expect(schema.type).toBe('object');
    expect(Object.keys(Object(schema['properties'])).toSorted()).toEqual(properties.toSorted());
    expect(schema['required'] ?? []).toEqual(required);
    expect(Object.keys(schema)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/Of$|^(?:\$ref|not|if|then|else|enum)$/)]),
    );
  });

  test('a property with two schemas may have either, and of parts must match both', () => {
    const properties = (inputSchema: JsonObject) => legalTool({ inputSchema }).schema['properties'];
    expect(properties({ oneOf: [byUrl, byName] })).toMatchObject({
      size: { anyOf: [{ type: 'number' }, text] },
    });
    const named = { properties: { a: { description: 'A name' } } };
    expect(properties({ properties: { a: text }, allOf: [named] })).toEqual({
      a: { type: 'string', description: 'A name' },
    });
    const long = { properties: { a: { type: 'string', minLength: 9 } } };
    const short = { properties: { a: { type: 'string', minLength: 2 } } };
    expect(properties({ allOf: [long, short] })).toEqual({
      a: { allOf: [long.properties.a, short.properties.a] },
    });
  });

  test('arrays have items of any value if the tool does not limit them, at any depth', () => {
    const list = { type: 'array' };
    const inputSchema = {
      type: 'object',
      properties: {
        a: list,
        b: { type: ['array', 'null'] },
        c: { type: 'array', items: { anyOf: [list, text] } },
        d: { type: 'array', items: true },
        items: text,
      },
    };
    const any = { type: 'array', items: {} };
    expect(legalTool({ inputSchema }).schema['properties']).toEqual({
      a: any,
      b: { type: ['array', 'null'], items: {} },
      c: { type: 'array', items: { anyOf: [any, text] } },
      d: any,
      items: text,
    });
  });

  test('only a schema that accepts more than the original is also in the description', () => {
    const description = 'Looks.';
    expect(legalTool({ description, inputSchema: byUrl })).toEqual({ description, schema: byUrl });
    expect(legalTool({ description, inputSchema: { allOf: [byUrl] } }).description).toBe(description);
    const wide = legalTool({ inputSchema: { oneOf: [byUrl, byName] } });
    expect(wide.description).toContain(JSON.stringify({ oneOf: [byUrl, byName] }));
  });

  test('references that multiply do not take exponential time', () => {
    const $defs = Object.fromEntries(
      Array.from({ length: 30 }, (_, level): [string, JsonObject] => [
        `d${level}`,
        { anyOf: Array.from({ length: 10 }, () => ({ $ref: `#/$defs/d${level + 1}` })) },
      ]),
    );
    const { schema } = legalTool({ inputSchema: { $ref: '#/$defs/d0', properties: { a: text }, $defs } });
    expect(isJsonObject(schema['properties'])).toBe(true);
  });

  test.each([
    ['required names of alternatives', { anyOf: [{ required: names }, { required: names.toReversed() }] }],
    [
      'references to many properties',
      {
        $defs: { many: { properties: Object.fromEntries(names.map((name) => [name, text])) } },
        allOf: Array.from({ length: 150 }, () => ({ allOf: [{ $ref: '#/$defs/many' }] })),
      },
    ],
    ['many keywords', { allOf: names.map((name) => ({ [name]: 1 })) }],
  ])('%s take linear time', (_, inputSchema: JsonObject) => {
    const baseline = fastest(() => JSON.parse(JSON.stringify(inputSchema)));
    expect(fastest(() => legalTool({ inputSchema })) / baseline).toBeLessThan(50);
  });
});

/** Returns the shortest time of an action, in milliseconds, of a few: other programs delay some. */
function fastest(action: () => unknown): number {
  const times = Array.from({ length: 3 }, () => {
    const start = performance.now();
    action();
    return performance.now() - start;
  });
  return Math.min(...times);
}
