import { schemaChecker } from '@mcp-agent/core/host';
import { expect, test } from 'vitest';
import { callTool, hostWith } from './fixtures/harness.ts';
import { Library } from './fixtures/library.ts';
import { serve } from './fixtures/serve.ts';
import { ajvChecker } from './schema-checker.ts';
import { checkReceived } from './schema-check.ts';

const broken = { type: 'object', properties: { a: { $ref: '#/nowhere' } } };

test("calls a server's tool even if its input schema cannot be compiled", async () => {
  const library = new Library();
  const host = hostWith({ library: await serve('streamable_http', () => library.connect()) });
  for (const a of [1, 2]) {
    const call = { server: 'library', tool: 'unreadable', arguments: { a } };
    expect((await callTool(host, call)).isError).toBe(false);
  }
});

test("throws an error that names the owner of a schema in the user's code that cannot be compiled", async () => {
  expect(ajvChecker.name).toBe(schemaChecker.name);
  const checker = await ajvChecker.open({});
  expect(() => checker.check(broken, {}, 'tool "add"')).toThrow(
    /^The JSON Schema of tool "add" cannot be compiled: can't resolve reference #\/nowhere .*\. Correct the schema\.$/,
  );
});

test('checks values against schemas that share an $id but differ', async () => {
  const checker = await ajvChecker.open({});
  const text = { $id: 'https://example.com/value', type: 'string' };
  expect(checker.check(text, 'a', 'one')).toEqual([]);
  expect(checker.check({ ...text, type: 'number' }, 'a', 'other')).toEqual(['value must be number']);
});

test('names the value in problems, and limits their length', () => {
  const names = Array.from({ length: 200 }, (_, index) => `field_${index}`);
  const check = checkReceived({ type: 'object', required: names }, 'arguments', () => {});
  const problem = check({});
  expect(problem).toMatch(/^arguments must have required property 'field_0'/);
  expect(problem).toHaveLength(2_000);
});
