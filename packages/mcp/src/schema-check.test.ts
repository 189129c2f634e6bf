import { schemaChecker } from '@mcp-agent/core/host';
import { expect, test } from 'vitest';
import { callTool, hostWith, listTools } from './fixtures/harness.ts';
import { answer, serveHttp } from './fixtures/http-server.ts';
import { Library } from './fixtures/library.ts';
import { serve } from './fixtures/serve.ts';
import { jsonSchemaChecker } from './schema-checker.ts';
import { checkReceived } from './schema-check.ts';

test("calls a server's tool even if its input schema cannot be resolved", async () => {
  const library = new Library();
  const host = hostWith({ library: await serve('streamable_http', () => library.connect()) });
  for (const a of [1, 2]) {
    const call = { server: 'library', tool: 'unreadable', arguments: { a } };
    expect((await callTool(host, call)).isError).toBe(false);
  }
});

test.each([
  ['nested repetition', { pattern: '^(?=(a+)+$)a' }, 'it takes more than 1000 ms'],
  ['a reference to itself', { $ref: '#/properties/text' }, 'a reference leads back to itself'],
  ['a reference to elsewhere', { $ref: 'http://127.0.0.1:9/schema' }, "can't resolve reference"],
])('returns a result whose schema has %s, and logs once that it is unchecked', async (_, text, reason) => {
  const structuredContent = { text: `${'a'.repeat(40)}!` };
  await using server = await serveHttp({
    'tools/list': (response, _request, id) =>
      answer(response, id, {
        tools: [
          {
            name: 'pay',
            inputSchema: { type: 'object' },
            outputSchema: { type: 'object', properties: { text } },
          },
        ],
      }),
    'tools/call': (response, _request, id) =>
      answer(response, id, { content: [{ type: 'text', text: 'paid' }], structuredContent }),
  });
  const host = hostWith({ shop: { url: server.url } });
  const log: string[] = [];
  for (let call = 0; call < 2; call += 1) {
    const message = await callTool(host, { server: 'shop', tool: 'pay' }, { log });
    expect(message).toMatchObject({ isError: false, structuredContent });
  }
  const warnings = log.filter((line) => line.includes('The results of tool "pay" are not fully checked'));
  expect(warnings).toEqual([expect.stringContaining(reason)]);
});

test('a tool whose schema is nested too deeply is ignored, and the others are offered', async () => {
  let schema: object = {};
  for (let level = 0; level < 1_000; level += 1) schema = { not: schema };
  await using server = await serveHttp({
    'tools/list': (response, _request, id) =>
      answer(response, id, {
        tools: [
          { name: 'odd', inputSchema: { type: 'object', properties: { a: schema } } },
          { name: 'pay', inputSchema: { type: 'object' } },
        ],
      }),
    'tools/call': (response, _request, id) => answer(response, id, { content: [] }),
  });
  const host = hostWith({ shop: { url: server.url } });
  const log: string[] = [];
  const tools = await listTools(host, 'shop', { log });
  await callTool(host, { server: 'shop', tool: 'pay' });
  expect(tools.map(({ name }) => name)).toEqual(['pay']);
  expect(log).toContainEqual(expect.stringMatching(/Tool "odd" is ignored: .*500 levels/));
});

test('checks values against schemas that share an $id but differ', async () => {
  expect(jsonSchemaChecker.name).toBe(schemaChecker.name);
  const checker = await jsonSchemaChecker.open({});
  const text = { $id: 'https://example.com/value', type: 'string' };
  expect(await checker.check(text, 'a', 'server')).toEqual({ problems: [], unchecked: [] });
  const { problems } = await checker.check({ ...text, type: 'number' }, 'a', 'server');
  expect(problems).toEqual(['value must be number']);
});

test('names the value in problems, and limits their number and length', async () => {
  const names = Array.from({ length: 200 }, (_, index) => `field_${index}_${'x'.repeat(200)}`);
  const check = checkReceived({ type: 'object', required: names }, 'arguments', () => {});
  const problem = await check({});
  expect(problem).toMatch(/^arguments must have required property 'field_0_/);
  expect(problem).toHaveLength(2_000);
});
