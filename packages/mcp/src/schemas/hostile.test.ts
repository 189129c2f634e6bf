import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { expect, test } from 'vitest';
import { stallsDuring } from '../fixtures/stalls.ts';
import { checkValue } from './check.ts';

/** Maximum stall, in times the machine's work on 1.5 MB of JSON. Unchecked, each schema blocks for longer than a test. */
const MAX_STALL = 20;

const times = <T>(count: number, item: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => item(i));

const named = (count: number, field: (index: number) => JsonValue): JsonObject =>
  Object.fromEntries(times(count, (index) => [`name${index}`, field(index)]));

/** Nests a value, without the call stack. */
function nested(levels: number, wrap: (inner: JsonValue) => JsonValue): JsonValue {
  let value: JsonValue = {};
  for (let level = 0; level < levels; level += 1) value = wrap(value);
  return value;
}

/** Sixty schemas, each of which refers to the next one twice. */
function doubling(keyword: string, last: JsonObject): JsonObject {
  const link = (index: number): JsonObject => ({ $ref: `#/$defs/name${index + 1}` });
  const links = named(60, (index) => ({ [keyword]: [link(index), link(index)] }));
  return { $ref: '#/$defs/name0', $defs: { ...links, name60: last } };
}

const as = `${'a'.repeat(40)}!`;
const wide = named(50_000, (index) => index);

const SCHEMAS: Readonly<Record<string, readonly [schema: JsonObject, value: JsonValue]>> = {
  'nested repetition': [{ pattern: '^(a+)+$' }, as],
  'nested repetition of a long text': [{ pattern: '^(a+)+$' }, 'a'.repeat(1_000_000)],
  'nested repetition in a lookahead': [{ pattern: '^(?=(a+)+$)a' }, as],
  'nested repetition with a backreference': [{ pattern: String.raw`^(a*)*\1$` }, as],
  'a pattern that is counted out': [{ pattern: '(?:(?:(?:(?:a{9}){9}){9}){9}){9}' }, as],
  'a thousand large patterns': [
    { allOf: times(1_000, (index) => ({ pattern: `(?i)[\\p{L}\\p{N}${index}]{100}` })) },
    'x'.repeat(100),
  ],
  'a pattern with many states': [{ pattern: '(a|b)*a(a|b){200}c' }, 'abbaabab'.repeat(30_000)],
  'doubling allOf': [doubling('allOf', {}), 1],
  'doubling anyOf': [doubling('anyOf', { type: 'string' }), 1],
  'doubling unevaluatedProperties': [{ ...doubling('allOf', {}), unevaluatedProperties: false }, { a: 1 }],
  'a schema that is itself': [{ $ref: '#' }, 1],
  'a schema that is itself twice': [{ allOf: [{ $ref: '#' }, { $ref: '#' }] }, 1],
  'a dynamic schema that is itself': [{ $dynamicAnchor: 'a', not: { $dynamicRef: '#a' } }, 1],
  'a deep schema': [{ not: nested(100_000, (not) => ({ not })) }, 1],
  'a deep value': [{ items: { $ref: '#' } }, nested(100_000, (inner) => [inner])],
  'a deep enum': [{ enum: [nested(100_000, (inner) => [inner])] }, nested(100_000, (inner) => [inner])],
  'many unique items': [{ uniqueItems: true }, times(200_000, (index) => index)],
  'a large enum for many items': [{ items: { enum: times(20_000, (i) => i) } }, times(20_000, () => -1)],
  'many names in many schemas': [{ allOf: times(1_000, () => ({ additionalProperties: false })) }, wide],
  'many required names': [{ allOf: times(300, () => ({ required: Object.keys(wide) })) }, {}],
  'many references': [
    { allOf: times(20_000, (index) => ({ $ref: `#${'/allOf/0'.repeat(50)}/${index}` })) },
    1,
  ],
  'many resources': [
    { $defs: named(20_000, (index) => ({ $id: `https://example.com/${index}`, $ref: `${index + 1}` })) },
    1,
  ],
  'a long base of many references': [
    {
      $id: `https://example.com/${'x'.repeat(900_000)}/`,
      $defs: named(5_000, () => ({ $id: 'a', $ref: 'b' })),
    },
    1,
  ],
  'many names of types': [{ items: { type: times(100_000, () => 'x') } }, times(10_000, () => 1)],
  'many patterns of many objects': [
    { items: { patternProperties: named(50_000, () => ({})) } },
    times(10_000, () => ({})),
  ],
  'long names': [{ anyOf: times(1_000, () => ({ required: ['x'.repeat(900_000)] })) }, {}],
  'large constants': [{ anyOf: times(300, () => ({ const: wide })) }, { ...wide, name0: 1 }],
  'nested contains': [
    { contains: { contains: { contains: { contains: { type: 'string' } } } } },
    times(50, () => times(50, () => times(50, () => [1]))),
  ],
};

test.each(Object.entries(SCHEMAS))('%s: other work goes on meanwhile', async (_, [schema, value]) => {
  let passed = false;
  const { longest, baseline } = await stallsDuring(async () => {
    const { problems, unchecked } = await checkValue(schema, value, 'value', 'server');
    passed = problems.length === 0 || unchecked.length === 0;
  });
  expect(longest / baseline).toBeLessThan(MAX_STALL);
  // A value either is checked, or passes with the reason.
  expect(passed).toBe(true);
});

test('a check that is ended at its time limit lets thousands of turns of the event loop pass', async () => {
  const schema = { pattern: '^(?=(a+)+$)a' };
  const { turns } = await stallsDuring(async () => {
    const { unchecked } = await checkValue(schema, as, 'value', 'server');
    expect(unchecked).toEqual(['it takes more than 1000 ms']);
  });
  expect(turns).toBeGreaterThan(1_000);
  // It is not tried again: each call of the tool would take as long.
  const again = await stallsDuring(() => checkValue(schema, as, 'value', 'server'));
  expect(again.turns).toBeLessThan(10);
});

test('checks beside one that reaches its time limit are completed', async () => {
  const check = (pattern: string, value: string) => checkValue({ pattern }, value, 'value', 'server');
  const all = await Promise.all([
    check('^(?=(a+)+$)a', as),
    check('^(?=b)b$', 'b'),
    check('^(?=b)b$', 'a'),
    check('^b$', 'a'),
  ]);
  expect(all.map(({ problems, unchecked }) => [problems.length, unchecked.length])).toEqual([
    [0, 1],
    [0, 0],
    [1, 0],
    [1, 0],
  ]);
});

test('parts that cannot be checked pass, and the others are checked', async () => {
  const rows: readonly [
    schema: JsonObject,
    valid: JsonValue,
    invalid: JsonValue | undefined,
    reason: string,
  ][] = [
    [
      { properties: { a: { $ref: 'https://example.com/a' }, b: { type: 'string' } } },
      { a: 1, b: 'b' },
      { a: 1, b: 2 },
      "can't resolve reference https://example.com/a",
    ],
    [
      { properties: { a: { $ref: '#/nowhere' } }, required: ['a'] },
      { a: 1 },
      {},
      "can't resolve reference #/nowhere",
    ],
    [
      { pattern: '[', maxLength: 2 },
      'ab',
      'abc',
      'pattern "[" is not a regular expression that is supported',
    ],
    [{ minimum: 'one', maximum: 3 }, 0, 4, 'keyword "minimum" has an invalid value'],
    [{ type: 'strange', maximum: 3 }, 0, 4, 'keyword "type" has an invalid value'],
    [
      { properties: { a: 1 }, maxProperties: 1 },
      { a: 1 },
      { a: 1, b: 1 },
      'keyword "properties" has an invalid value',
    ],
    // What cannot be checked is not a mismatch where a mismatch is wanted.
    [{ not: { minimum: 'one' } }, 1, undefined, 'keyword "minimum" has an invalid value'],
    [{ not: { $ref: '#/nowhere' } }, 1, undefined, "can't resolve reference #/nowhere"],
    [
      { oneOf: [{ $ref: '#/nowhere' }, { type: 'string' }] },
      'a',
      undefined,
      "can't resolve reference #/nowhere",
    ],
    [{ if: { $ref: '#/nowhere' }, else: false }, 1, undefined, "can't resolve reference #/nowhere"],
    [
      { $ref: '#/nowhere', unevaluatedProperties: false },
      { a: 1 },
      undefined,
      "can't resolve reference #/nowhere",
    ],
    [
      { patternProperties: { '[': { type: 'string' } }, additionalProperties: false },
      { a: 1 },
      undefined,
      'pattern "[" is not a regular expression that is supported',
    ],
  ];
  for (const [schema, valid, invalid, reason] of rows) {
    const unchecked = [reason];
    expect(await checkValue(schema, valid, 'value', 'server'), reason).toEqual({ problems: [], unchecked });
    if (invalid === undefined) continue;
    expect(await checkValue(schema, invalid, 'value', 'server'), reason).toEqual({
      problems: [expect.any(String)],
      unchecked,
    });
  }
});

const PROGRAM = fileURLToPath(new URL('../fixtures/check-program.ts', import.meta.url));

test.each(['many-schemas', 'time-limit', 'idle-thread', 'exit-during-check'])(
  '%s: a process with little memory ends by itself',
  async (scenario) => {
    const command = ['--max-old-space-size=64', PROGRAM, scenario];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, command);
    expect([stdout, stderr]).toEqual(['done\n', '']);
  },
);
