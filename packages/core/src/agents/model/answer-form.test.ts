import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { JsonObject } from '../../runtime/values/json.ts';
import { outputForm, unwrap, wrapped } from './answer-form.ts';
import { jsonSchema } from './schema.ts';

const formOf = (schema: JsonObject) => outputForm('answer', jsonSchema(schema));

describe('outputForm', () => {
  it('requests the schema of an object as it is', () => {
    const schema = { type: 'object', properties: { city: { type: 'string' } } };
    expect(formOf(schema)).toEqual({ name: 'answer', schema });
  });

  it.each<[string, JsonObject]>([
    ['a list', { type: 'array', items: { type: 'string' } }],
    ['a number', { type: 'number' }],
    ['one of several types', { type: ['object', 'null'] }],
    ['one of several objects', { anyOf: [{ type: 'object' }, { type: 'object' }] }],
    ['an object with alternatives', { type: 'object', oneOf: [{ required: ['a'] }, { required: ['b'] }] }],
    ['any value', {}],
  ])('wraps %s in an object', (_, schema) => {
    expect(formOf(schema)).toMatchObject({
      isWrapped: true,
      schema: { type: 'object', properties: { value: schema }, required: ['value'] },
    });
  });

  it('keeps references of a wrapped schema valid', () => {
    const node = { type: 'object', properties: { next: { $ref: '#' }, first: { $ref: '#/items' } } };
    const schema = {
      type: 'array',
      items: node,
      contains: { $ref: '#/$defs/one' },
      $defs: { one: { const: { $ref: '#' } } },
    };
    expect(formOf(schema).schema).toMatchObject({
      properties: {
        value: {
          items: {
            properties: { next: { $ref: '#/properties/value' }, first: { $ref: '#/properties/value/items' } },
          },
          contains: { $ref: '#/$defs/one' },
        },
      },
      $defs: { one: { const: { $ref: '#' } } },
    });
  });

  it('wraps a union of a schema library', () => {
    const either = z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('one'), size: z.number() }),
      z.object({ kind: z.literal('other') }),
    ]);
    expect(outputForm('answer', either).schema).toMatchObject({ type: 'object', required: ['value'] });
  });
});

describe('wrapped and unwrap', () => {
  const list = formOf({ type: 'array' });

  it('accept an answer with and without the object that wraps it', () => {
    expect(wrapped({ value: [1, 2] }, list)).toEqual({ value: [1, 2] });
    expect(wrapped([1, 2], list)).toEqual({ value: [1, 2] });
    expect(unwrap({ value: [1, 2] }, list)).toEqual([1, 2]);
  });

  it('leave an object with a field of that name as it is', () => {
    const plain = formOf({ type: 'object' });
    expect(wrapped({ value: 1 }, plain)).toEqual({ value: 1 });
    expect(unwrap({ value: 1 }, plain)).toEqual({ value: 1 });
  });

  it('have no value before the start of a wrapped one', () => {
    expect(unwrap({}, list)).toBeUndefined();
    expect(unwrap([1], list)).toEqual([1]);
  });
});
