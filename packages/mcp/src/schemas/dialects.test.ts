import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { expect, test } from 'vitest';
import { checkValue } from './check.ts';

const D4 = 'http://json-schema.org/draft-04/schema#';
const D6 = 'http://json-schema.org/draft-06/schema#';
const D7 = 'http://json-schema.org/draft-07/schema#';
const D2019 = 'https://json-schema.org/draft/2019-09/schema';
const D2020 = 'https://json-schema.org/draft/2020-12/schema';
const ALL = [undefined, D4, D6, D7, D2019, D2020, 'https://example.com/unknown'];

interface Row {
  readonly name: string;
  readonly dialects: readonly (string | undefined)[];
  readonly schema: JsonObject;
  readonly valid: readonly JsonValue[];
  readonly invalid: readonly JsonValue[];
}

const pair = [{ type: 'number' }, { type: 'string' }];

const ROWS: readonly Row[] = [
  {
    name: 'a tuple in prefixItems',
    dialects: [undefined, D2020, 'https://example.com/unknown'],
    schema: { type: 'array', prefixItems: pair, items: false },
    valid: [[1, 'a'], [1], []],
    invalid: [
      ['a', 1],
      [1, 'a', 2],
    ],
  },
  {
    name: 'a tuple in items',
    dialects: ALL,
    schema: { type: 'array', items: pair, additionalItems: false },
    valid: [[1, 'a'], [1]],
    invalid: [
      ['a', 1],
      [1, 'a', 2],
    ],
  },
  {
    name: 'prefixItems, which older dialects lack',
    dialects: [D4, D6, D7, D2019],
    schema: { prefixItems: pair },
    valid: [['a', 1]],
    invalid: [],
  },
  {
    name: 'an exclusive bound beside a bound',
    dialects: ALL,
    schema: { minimum: 1, exclusiveMinimum: true, maximum: 3, exclusiveMaximum: true },
    valid: [2],
    invalid: [1, 3],
  },
  {
    name: 'an exclusive bound',
    dialects: ALL,
    schema: { exclusiveMinimum: 1, exclusiveMaximum: 3 },
    valid: [2],
    invalid: [1, 3],
  },
  {
    name: 'a reference with other keywords beside it',
    dialects: [undefined, D2019, D2020],
    schema: { definitions: { a: { type: 'string' } }, $ref: '#/definitions/a', minLength: 2 },
    valid: ['ab'],
    invalid: ['a', 1],
  },
  {
    name: 'a reference, beside which older dialects ignore everything',
    dialects: [D4, D6, D7],
    schema: { definitions: { a: { type: 'string' } }, $ref: '#/definitions/a', minLength: 2 },
    valid: ['ab', 'a'],
    invalid: [1],
  },
  {
    name: 'references by $id, $anchor and pointer',
    dialects: [undefined, D2019, D2020],
    schema: {
      $id: 'https://example.com/root',
      $defs: {
        'a/b': { type: 'string' },
        other: { $id: 'other', $anchor: 'here', type: 'integer' },
        named: { $anchor: 'name', type: 'boolean' },
      },
      properties: { a: { $ref: '#/$defs/a~1b' }, b: { $ref: 'other#here' }, c: { $ref: '#name' } },
    },
    valid: [{ a: 'x', b: 1, c: true }],
    invalid: [{ a: 1 }, { b: 'x' }, { c: 1 }],
  },
  {
    name: 'a schema that refers to itself',
    dialects: ALL,
    schema: {
      type: 'object',
      properties: { name: { type: 'string' }, children: { type: 'array', items: { $ref: '#' } } },
      required: ['name'],
    },
    valid: [{ name: 'a', children: [{ name: 'b', children: [] }] }],
    invalid: [
      { name: 'a', children: [{ children: [] }] },
      { name: 'a', children: [{ name: 1 }] },
    ],
  },
  {
    name: '$dynamicRef',
    dialects: [undefined, D2020],
    schema: {
      $id: 'https://example.com/strict-tree',
      $dynamicAnchor: 'node',
      $ref: 'tree',
      unevaluatedProperties: false,
      $defs: {
        tree: {
          $id: 'tree',
          $dynamicAnchor: 'node',
          type: 'object',
          properties: { data: true, children: { type: 'array', items: { $dynamicRef: '#node' } } },
        },
      },
    },
    valid: [{ children: [{ data: 1 }] }],
    invalid: [{ children: [{ daat: 1 }] }, { daat: 1 }],
  },
  {
    name: '$recursiveRef',
    dialects: [D2019],
    schema: {
      $id: 'https://example.com/strict-tree',
      $recursiveAnchor: true,
      $ref: 'tree',
      unevaluatedProperties: false,
      $defs: {
        tree: {
          $id: 'tree',
          $recursiveAnchor: true,
          type: 'object',
          properties: { data: true, children: { type: 'array', items: { $recursiveRef: '#' } } },
        },
      },
    },
    valid: [{ children: [{ data: 1 }] }],
    invalid: [{ children: [{ daat: 1 }] }],
  },
  {
    name: 'unevaluatedProperties through combinators',
    dialects: [undefined, D2019, D2020],
    schema: {
      allOf: [{ properties: { a: true } }],
      anyOf: [{ properties: { b: { const: 1 } }, required: ['b'] }, { properties: { c: true } }],
      ...JSON.parse(
        '{"if":{"properties":{"d":{"const":1}},"required":["d"]},"then":{"properties":{"e":true}}}',
      ),
      unevaluatedProperties: false,
    },
    valid: [{ a: 1, b: 1 }, { c: 1 }, { d: 1, e: 1 }],
    invalid: [{ x: 1 }, { b: 2 }, { e: 1 }],
  },
  {
    name: 'unevaluatedItems',
    dialects: [undefined, D2020],
    schema: { prefixItems: [true], contains: { type: 'string' }, unevaluatedItems: false },
    valid: [
      [1, 'a'],
      ['a', 'b'],
    ],
    invalid: [[1, 'a', 2]],
  },
  {
    name: 'keywords for dependencies',
    dialects: [undefined, D2019, D2020],
    schema: { dependentRequired: { a: ['b'] }, dependentSchemas: { c: { required: ['d'] } } },
    valid: [{ a: 1, b: 1 }, { c: 1, d: 1 }, {}],
    invalid: [{ a: 1 }, { c: 1 }],
  },
  {
    name: 'dependencies, which 2019-09 split',
    dialects: ALL,
    schema: { dependencies: { a: ['b'], c: { required: ['d'] } } },
    valid: [{ a: 1, b: 1 }, { c: 1, d: 1 }, {}],
    invalid: [{ a: 1 }, { c: 1 }],
  },
  {
    name: 'contains with a number',
    dialects: [undefined, D2019, D2020],
    schema: { contains: { type: 'string' }, minContains: 1, maxContains: 2 },
    valid: [['a'], ['a', 1, 'b']],
    invalid: [[], [1], ['a', 'b', 'c']],
  },
  {
    name: 'nullable, which is of OpenAPI',
    dialects: ALL,
    schema: { type: 'string', nullable: true, enum: ['a'] },
    valid: [null, 'a'],
    invalid: [1, 'b'],
  },
  {
    name: 'names that JavaScript objects inherit',
    dialects: ALL,
    schema: {
      properties: JSON.parse('{"__proto__":{"type":"string"},"toString":{"type":"string"}}'),
      required: ['constructor'],
    },
    valid: [JSON.parse('{"constructor":1,"__proto__":"a"}')],
    invalid: [{}, JSON.parse('{"constructor":1,"__proto__":1}'), { constructor: 1, toString: 1 }],
  },
  {
    name: 'numbers that cannot be represented exactly',
    dialects: ALL,
    schema: { multipleOf: 0.01 },
    valid: [19.99, 0.07, 1e300],
    invalid: [19.995, 0.001],
  },
  {
    name: 'lengths in characters and equality of values',
    dialects: ALL,
    schema: {
      anyOf: [
        { type: 'string', maxLength: 2 },
        { type: 'array', uniqueItems: true },
      ],
    },
    valid: ['😀😀', [1, true, '1', { a: 1, b: 2 }, { a: 1 }]],
    invalid: [
      'abc',
      [
        { a: 1, b: [2] },
        { b: [2], a: 1 },
      ],
    ],
  },
];

const CASES = ROWS.flatMap(({ dialects, ...row }) =>
  dialects.map(($schema) => ({ dialect: $schema ?? 'no $schema', $schema, ...row })),
);

test.each(CASES)('$name, with $dialect', async ({ $schema, schema, valid, invalid }) => {
  const whole = $schema === undefined ? schema : { $schema, ...schema };
  for (const value of valid) {
    expect(await checkValue(whole, value, 'value', 'server')).toEqual({ problems: [], unchecked: [] });
  }
  for (const value of invalid) {
    const { problems, unchecked } = await checkValue(whole, value, 'value', 'server');
    expect([problems.length > 0, unchecked], JSON.stringify(value)).toEqual([true, []]);
  }
});

const FORMATS = {
  'date-time': '2026-11-25T10:00:00',
  date: '25.11.2026',
  time: '10:00',
  email: 'nobody',
  uri: 'not a URI',
  uuid: 'x',
  ipv4: '::1',
  regex: '(',
  'of-our-own': '?',
};

test.each(Object.entries(FORMATS))('format %s is an annotation, in every dialect', async (format, value) => {
  for (const $schema of ALL) {
    const schema = { ...($schema !== undefined && { $schema }), type: 'string', format };
    expect(await checkValue(schema, value, 'value', 'server')).toEqual({ problems: [], unchecked: [] });
    expect((await checkValue(schema, 1, 'value', 'server')).problems).toEqual(['value must be string']);
  }
});

test('patterns are those of JavaScript, also where RE2 lacks them', async () => {
  const rows: readonly [pattern: string, matches: string, not: string][] = [
    [String.raw`^\d{3}-\w+$`, '123-ab', '12-ab'],
    [String.raw`^[^\s]+\s.$`, 'a\u00A0b', 'a\u00A0\u2028'],
    [String.raw`^\S$`, 'a', '\u2003'],
    [String.raw`^\p{Lu}\u{1F600}$`, 'A😀', 'a😀'],
    [String.raw`^\p{Script=Greek}+$`, 'αβ', 'ab'],
    [String.raw`^(?<year>\d{4})$`, '2026', '26'],
    ['^(?!a)b', 'b', 'ab'],
    ['(?<=a)b', 'ab', 'b'],
    [String.raw`^(.)\1$`, 'aa', 'ab'],
    ['^a{2000}$', 'a'.repeat(2_000), 'a'],
  ];
  for (const [pattern, matching, other] of rows) {
    const of = (value: string): Promise<unknown> => checkValue({ pattern }, value, 'value', 'server');
    expect(await of(matching), pattern).toEqual({ problems: [], unchecked: [] });
    expect(await of(other), pattern).toMatchObject({ problems: [expect.any(String)], unchecked: [] });
  }
});
