import type { JsonObject } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/host';
import { expect, test } from 'vitest';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { answerTo, calls, eventsFor, responseOf, result, sentFor, tool, user } from './test-support/ask.ts';

async function sentTool(inputSchema: JsonObject, strict = false): Promise<JsonObject> {
  const { body } = await sentFor({ tools: [tool(inputSchema)], params: { strict } });
  const [sent] = Array.isArray(body['tools']) ? body['tools'] : [];
  if (!isJsonObject(sent)) throw new Error('No tool was sent.');
  return sent;
}

const A = {
  type: 'object',
  properties: { a: { type: 'string' }, kind: { const: 'a' } },
  required: ['a', 'kind'],
};
const B = {
  type: 'object',
  properties: { b: { type: 'number' }, kind: { const: 'b' } },
  required: ['b', 'kind'],
};

test.each<[string, JsonObject, readonly JsonObject[]]>([
  [
    'oneOf',
    { oneOf: [A, B] },
    [
      { a: 'x', kind: 'a' },
      { b: 1, kind: 'b' },
    ],
  ],
  ['anyOf', { type: 'object', anyOf: [A, B] }, [{ a: 'x', kind: 'a' }]],
  [
    'allOf',
    {
      allOf: [
        { properties: { a: { type: 'string' } } },
        { properties: { b: { type: 'number' } }, required: ['b'] },
      ],
    },
    [{ a: 'x', b: 1 }],
  ],
  [
    'alternatives of required properties',
    {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'string' } },
      additionalProperties: false,
      anyOf: [{ required: ['a'] }, { required: ['b'] }],
    },
    [{ a: 'x' }, { b: 'x' }],
  ],
  ['a reference', { $ref: '#/$defs/A', $defs: { A } }, [{ a: 'x', kind: 'a' }]],
  [
    'references in alternatives',
    { oneOf: [{ $ref: '#/definitions/A' }, { $ref: '#/definitions/B' }], definitions: { A, B } },
    [{ b: 1, kind: 'b' }],
  ],
  [
    'nested alternatives',
    { oneOf: [{ anyOf: [A, B] }, { properties: { c: { type: 'boolean' } }, required: ['c'] }] },
    [{ a: 'x', kind: 'a' }, { c: true }],
  ],
  ['a reference to itself', { anyOf: [{ $ref: '#' }, A] }, [{ a: 'x', kind: 'a' }]],
  ['no type', { properties: { a: { type: 'string' } } }, [{ a: 'x' }]],
  ['a list of types', { type: ['object', 'null'], properties: {} }, [{}]],
  ['nothing', {}, [{}]],
  [
    'draft 4',
    {
      $schema: 'http://json-schema.org/draft-04/schema#',
      id: 'x#',
      type: 'object',
      properties: { n: { type: 'number', minimum: 1, exclusiveMinimum: true } },
    },
    [{ n: 2 }],
  ],
  ['draft 3', { type: 'object', properties: { n: { type: 'any', required: true } } }, [{ n: 2 }]],
  [
    'draft 7',
    {
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      properties: {
        t: { type: 'array', items: [{ type: 'string' }, { type: 'number' }], additionalItems: false },
      },
      dependencies: { t: ['u'] },
    },
    [{ t: ['x', 1], u: 1 }],
  ],
  [
    'draft 7 in a dependency',
    {
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      properties: { t: { type: 'string' } },
      dependencies: { t: { properties: { u: { type: 'array', items: [{ type: 'string' }] } } } },
    },
    [{ t: 'x', u: ['y'] }, { u: 1 }],
  ],
  [
    'a reference to another document',
    { type: 'object', properties: { n: { $ref: 'other.json#/x' } } },
    [{ n: 2 }],
  ],
  [
    'keywords of a wrong type',
    {
      type: 'object',
      properties: { n: { type: 'number', enum: 'x', description: 7, examples: 'y' } },
      required: 'n',
    },
    [{ n: 2 }],
  ],
  [
    'illegal names',
    {
      type: 'object',
      properties: { 'filter[id]': { type: 'string' }, $top: { type: 'number' } },
      required: ['filter[id]'],
    },
    [],
  ],
])('sends a schema with %s in a form that the service accepts', async (_, schema, accepted) => {
  const { input_schema: sent, description } = await sentTool(schema);
  if (!isJsonObject(sent)) throw new Error('No schema was sent.');
  expect(sent['type']).toBe('object');
  expect(Object.keys(sent)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/Of$|^\$(?:ref|schema|id)$/)]),
  );
  for (const name of Object.keys(sent['properties'] ?? {})) expect(name).toMatch(/^[a-zA-Z0-9_.-]{1,64}$/);
  const check = new Ajv2020({ strict: false }).compile(sent);
  for (const input of accepted) expect(check(input), JSON.stringify(check.errors)).toBe(true);
  const isWider = 'oneOf' in schema || 'anyOf' in schema;
  const said = typeof description === 'string' ? description : '';
  expect(said.includes(JSON.stringify(schema))).toBe(isWider);
});

test('a legal schema is sent unchanged', async () => {
  const schema = {
    ...A,
    additionalProperties: false,
    description: 'd',
    properties: { ...A.properties, c: { anyOf: [{ type: 'string' }, { type: 'null' }] } },
  };
  expect(await sentTool(schema)).toEqual({ name: 'look', description: 'Looks', input_schema: schema });
});

test('a union keeps only what every alternative requires', async () => {
  expect((await sentTool({ oneOf: [A, B] }))['input_schema']).toMatchObject({
    required: ['kind'],
    properties: { kind: { anyOf: [{ const: 'a' }, { const: 'b' }] } },
  });
});

test('illegal argument names are replaced in requests and restored in calls, at any depth', async () => {
  const schema = {
    type: 'object',
    properties: {
      'filter[id]': {
        type: 'array',
        items: { type: 'object', properties: { '@type': { type: 'string' } }, required: ['@type'] },
      },
    },
    required: ['filter[id]'],
  };
  const offered = tool(schema);
  const input = { 'filter[id]': [{ '@type': 'x' }] };
  const call = {
    ...calls(['c1']),
    toolCalls: [{ id: 'c1', name: 'look', arguments: input, repeatable: true }],
  };
  const { body } = await sentFor({ tools: [offered], messages: [user('a'), call, result('c1', 'x')] });
  const sent = JSON.stringify(body);
  expect(sent).not.toMatch(/filter\[id\]|@type/);
  const alias = /"(filter_id__\w+)":\[\{"(_type_\w+)":"x"\}\]/.exec(sent);
  const block = {
    type: 'tool_use',
    id: 'c2',
    name: 'look',
    input: { [alias?.[1] ?? '']: [{ [alias?.[2] ?? '']: 'y' }] },
  };
  const { toolCalls } = responseOf(await answerTo(eventsFor([block], 'tool_use'), { tools: [offered] }));
  expect(toolCalls[0]?.arguments).toEqual({ 'filter[id]': [{ '@type': 'y' }] });
});

test('strict tools are as many as the service compiles', async () => {
  const strictOnes = async (count: number, schema: JsonObject) => {
    const tools = Array.from({ length: count }, (_, number) => tool(schema, `look_${number}`));
    const { body } = await sentFor({ tools, params: { strict: true } });
    return (Array.isArray(body['tools']) ? body['tools'] : []).filter(
      (one) => isJsonObject(one) && one['strict'] === true,
    ).length;
  };
  const required = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] };
  const optional = { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } };
  expect(await strictOnes(25, required)).toBe(20);
  expect(await strictOnes(25, optional)).toBe(12);
  expect(await strictOnes(1, { type: 'object', properties: { next: { $ref: '#' } } })).toBe(0);
});
