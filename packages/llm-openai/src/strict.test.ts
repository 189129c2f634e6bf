import { expect, test } from 'vitest';
import { strictForm } from './strict.ts';

const text = { type: 'string' } as const;

test('objects are closed, also those inside, and all that they have is required', () => {
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

test('an object without properties is closed too', () => {
  expect(strictForm({ type: 'object' })).toEqual({
    type: 'object',
    required: [],
    additionalProperties: false,
  });
});

test.each([
  ['a property that may be left out', { type: 'object', properties: { a: text } }],
  ['a map', { type: 'object', additionalProperties: text }],
  ['an object that may hold more', { type: 'object', properties: {}, additionalProperties: true }],
  ['alternatives of another kind', { type: 'object', properties: { a: { oneOf: [text] } }, required: ['a'] }],
  ['no object', { type: 'array', items: text }],
  [
    'one of these inside',
    {
      type: 'object',
      properties: { a: { type: 'array', items: { type: 'object', additionalProperties: text } } },
      required: ['a'],
    },
  ],
])('a schema with %s has no strict form', (_, schema) => {
  expect(strictForm(schema)).toBeUndefined();
});
