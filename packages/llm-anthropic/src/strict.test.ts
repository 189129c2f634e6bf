import type { JsonObject } from '@mcp-agent/core';
import { expect, test } from 'vitest';
import { strictSchema } from './strict.ts';

const text = { type: 'string' };
const NO_LIMIT = { tools: 1, optional: Infinity, unions: Infinity };

const strict = (schema: JsonObject): Record<string, unknown> | undefined =>
  strictSchema(schema, (same) => same, { ...NO_LIMIT });

/** Schemas each of which refers twice to the next one. */
function doubling(length: number, last: JsonObject): JsonObject {
  const link = (index: number): JsonObject => ({ $ref: `#/$defs/name${index}` });
  const links = Array.from({ length }, (_, index): [string, JsonObject] => [
    `name${index}`,
    { type: 'object', properties: { a: link(index + 1), b: link(index + 1) } },
  ]);
  return {
    type: 'object',
    properties: { a: link(0) },
    $defs: { ...Object.fromEntries(links), [`name${length}`]: last },
  };
}

test('references that double at every step are followed once', () => {
  expect(strict(doubling(60, text))).toEqual(doubling(60, text));
});

test('a schema that refers to itself, or through too many references, has no strict form', () => {
  expect(strict(doubling(60, { $ref: '#/$defs/name0' }))).toBeUndefined();
  expect(strict(doubling(10_000, text))).toBeUndefined();
});

test('many optional properties take linear time', () => {
  const names = Array.from({ length: 60_000 }, (_, index) => `name${index}`);
  const properties = Object.fromEntries(names.map((name) => [name, text]));
  const schema = { type: 'object', properties, required: names.toReversed() };
  const baseline = fastest(() => JSON.parse(JSON.stringify(schema)));
  expect(fastest(() => strict(schema)) / baseline).toBeLessThan(20);
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
