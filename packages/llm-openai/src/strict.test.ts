import { expect, test } from 'vitest';
import { strictForm } from './strict.ts';

const text = { type: 'string' } as const;

test('closes all objects, including nested ones, and requires all their properties', () => {
  const inner = { type: 'object', properties: { b: text }, required: ['b'] };
  const closedInner = { ...inner, additionalProperties: false };
  expect(
    strictForm({
      type: 'object',
      properties: { a: text, list: { type: 'array', items: inner }, either: { anyOf: [inner, text] } },
      required: ['a', 'list', 'either'],
      $defs: { inner },
    }),
  ).toEqual({
    type: 'object',
    properties: {
      a: text,
      list: { type: 'array', items: closedInner },
      either: { anyOf: [closedInner, text] },
    },
    required: ['a', 'list', 'either'],
    additionalProperties: false,
    $defs: { inner: closedInner },
  });
});

test('closes an object without properties', () => {
  expect(strictForm({ type: 'object' })).toEqual({
    type: 'object',
    required: [],
    additionalProperties: false,
  });
});

test.each([
  ['an optional property', { type: 'object', properties: { a: text } }],
  ['a map', { type: 'object', additionalProperties: text }],
  ['an object that allows more properties', { type: 'object', properties: {}, additionalProperties: true }],
  [
    'alternatives other than anyOf',
    { type: 'object', properties: { a: { oneOf: [text] } }, required: ['a'] },
  ],
  ['a root that is not an object', { type: 'array', items: text }],
  [
    'one of these in a nested schema',
    {
      type: 'object',
      properties: { a: { type: 'array', items: { type: 'object', additionalProperties: text } } },
      required: ['a'],
    },
  ],
])('a schema with %s has no strict form', (_, schema) => {
  expect(strictForm(schema)).toBeUndefined();
});

test('many required properties take linear time', () => {
  const names = Array.from({ length: 100_000 }, (_, index) => `name${index}`);
  const properties = Object.fromEntries(names.map((name) => [name, text]));
  const schema = { type: 'object', properties, required: names.toReversed() };
  const baseline = fastest(() => JSON.parse(JSON.stringify(schema)));
  expect(fastest(() => strictForm(schema)) / baseline).toBeLessThan(20);
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
