import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { describe, expect, test } from 'vitest';
import { readValue } from './read-value.ts';
import { formOf } from './schema.ts';

/** A schema of one property, and what an untouched form sends for it: nothing, where it shows nothing. */
const UNTOUCHED: readonly [schema: JsonObject, sent: JsonValue | undefined][] = [
  [{ enum: ['a', 'b'] }, undefined],
  [{ enum: ['a', 'b'], default: 'b' }, 'b'],
  [{ enum: ['a', 'b'], default: 'c' }, undefined],
  [{ enum: [1, 2], default: 2 }, 2],
  [{ type: 'integer', enum: [1, 2], default: '2' }, undefined],
  [{ enum: [null, false], default: null }, null],
  [{ enum: [''], default: '' }, ''],
  [{ const: 'only' }, undefined],
  [{ anyOf: [{ const: 1 }, { const: 2 }], default: 1 }, 1],
  [{ type: 'boolean' }, false],
  [{ type: 'boolean', default: true }, true],
  [{ type: 'number', default: 0 }, 0],
  [{ type: 'number', default: -1.5e-7 }, -1.5e-7],
  [{ type: 'number', default: null }, undefined],
  [{ type: 'integer', default: 'many' }, undefined],
  [{ type: 'string', default: ' spaces ' }, ' spaces '],
  [{ type: 'string', default: 'two\nlines' }, 'two\nlines'],
  [{ type: 'string', default: 5 }, undefined],
  [{ type: ['string', 'null'], default: null }, null],
  [{ type: 'array', default: [1, 'two'] }, [1, 'two']],
  [{ type: 'object', default: {} }, {}],
  [{}, undefined],
];

describe('an unchanged form sends what it shows', () => {
  test.each(UNTOUCHED)('%j sends %j', (property, sent) => {
    const form = formOf({ type: 'object', properties: { it: property } });
    expect(readValue(form, {})).toEqual(sent === undefined ? {} : { it: sent });
    expect(form.fields[0]?.first).toBe(
      sent === undefined || typeof sent === 'boolean'
        ? (sent ?? '')
        : property['type'] === 'string'
          ? sent
          : JSON.stringify(sent),
    );
  });
});

test('values that look alike have different labels', () => {
  const { choices } = formOf({ enum: ['1', 1, 'null', null, '', 'x', 'x'] }).fields[0] ?? {};
  expect(choices?.map(({ label }) => label)).toEqual(['"1"', '1', '"null"', 'null', '(empty text)', 'x']);
});

test('ignores a draft of an older schema that the field cannot show', () => {
  const form = formOf({
    type: 'object',
    properties: {
      choice: { enum: ['a'], default: 'a' },
      flag: { type: 'boolean' },
      count: { type: 'integer' },
    },
  });
  expect(readValue(form, { choice: '"gone"', flag: 'yes', count: 'many', other: 'x' })).toEqual({
    choice: 'a',
    flag: false,
  });
});

test('an empty field has no value, and JSON null is a value', () => {
  const form = formOf(undefined);
  expect(readValue(form, {})).toBeUndefined();
  expect(readValue(form, { '': 'null' })).toBeNull();
});

test.each(['12345678901234567890', '-9007199254740993', '1e400'])(
  'rejects %s instead of rounding it',
  (text) => {
    expect(() => readValue(formOf({ type: 'number', title: 'Count' }), { '': text })).toThrow(
      `"Count" is ${text}.`,
    );
  },
);
