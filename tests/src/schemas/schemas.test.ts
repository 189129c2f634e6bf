import { Agent, jsonSchema, MCPApp } from '@mcp-agent/core';
import { InvalidArgumentError } from '@mcp-agent/core/errors';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { OpenAIAugmentedLLM } from '@mcp-agent/llm-openai';
import { startMcpServer } from '@mcp-agent/testing/mcp';
import { startStandInModel, type StandInScript } from '@mcp-agent/testing/model';
import { errorOf } from '@mcp-agent/testing/support';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';

const app = new MCPApp({ name: 'schemas' });

/** An email address of zod has a lookahead, which RE2 lacks. */
const person = z.object({ email: z.email() });

const SCHEMAS = {
  person,
  unresolved: jsonSchema<{ a: string }>({ type: 'object', properties: { a: { $ref: '#/nowhere' } } }),
  'without a type': jsonSchema<{ a: string }>({ type: 'object', properties: { a: { type: 'text' } } }),
  endless: jsonSchema<{ a: string }>({ type: 'object', properties: { a: { $ref: '#/properties/a' } } }),
};

const structured = app.workflow('schemas.structured', async (_, input: { schema: keyof typeof SCHEMAS }) => {
  await using agent = new Agent({ name: 'writer' });
  const llm = await agent.attachLLM(OpenAIAugmentedLLM);
  return llm.generateStructured<object>('Write.', SCHEMAS[input.schema]);
});

const order = app.workflow('schemas.order', async () => {
  await using agent = new Agent({ name: 'buyer', serverNames: ['shop'] });
  const llm = await agent.attachLLM(OpenAIAugmentedLLM);
  return llm.generateStr('Order tea.');
});

async function executorFor(script: StandInScript, shop?: { readonly url: string }): Promise<AsyncioExecutor> {
  const model = await startStandInModel({ script });
  const executor = new AsyncioExecutor({
    logger: { level: 'warn' },
    openai: { apiKey: model.apiKey, baseUrl: model.baseUrl },
    ...(shop !== undefined && { mcp: { servers: { shop } } }),
  });
  onTestFinished(async () => {
    await executor.close();
    await model.close();
  });
  return executor;
}

test("checks a model's answer against a pattern that only JavaScript has", async () => {
  const executor = await executorFor([
    { text: '{"email":"nobody"}' },
    { text: '{"email":"ann@example.com"}' },
  ]);
  const answer = await executor.executeWorkflow(structured, { schema: 'person' });
  expect(answer).toEqual({ email: 'ann@example.com' });
});

test.each([
  ['unresolved', "can't resolve reference #/nowhere"],
  ['without a type', 'keyword "type" has an invalid value'],
  ['endless', 'a reference leads back to itself'],
] as const)(
  "a schema in the user's code that is %s is an error that names its owner",
  async (schema, reason) => {
    const executor = await executorFor([{ text: '{"a":"b"}' }]);
    const error = await errorOf(executor.executeWorkflow(structured, { schema }));
    const own = causesOf(error).find((one) => InvalidArgumentError.isInstance(one));
    expect(own).toMatchObject({ argument: 'schema', nonRetryable: true });
    expect(String(own)).toContain('The JSON Schema of answer "answer" cannot be checked: ');
    expect(String(own)).toContain(reason);
  },
);

test("a server's input schema that takes too long to check costs a warning, not the call", async () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => write.mockRestore());
  const text = `${'a'.repeat(40)}!`;
  // The server's own library would check the arguments, and block this process.
  await using shop = await startMcpServer(({ server }) => {
    server.registerCapabilities({ tools: {} });
    server.setRequestHandler(ListToolsRequestSchema, () => ({
      tools: [
        {
          name: 'order',
          inputSchema: {
            type: 'object',
            properties: { text: { type: 'string', pattern: '^(?=(a+)+$)a' }, count: { type: 'integer' } },
          },
        },
      ],
    }));
    server.setRequestHandler(CallToolRequestSchema, () => ({ content: [{ type: 'text', text: 'ordered' }] }));
  });
  const executor = await executorFor(
    [{ toolCalls: [{ name: 'order', arguments: { text, count: 1 } }] }, { text: 'Done.' }],
    shop.settings,
  );
  expect(await executor.executeWorkflow(order)).toBe('Done.');
  expect(shop.calls).toEqual([{ tool: 'order', arguments: { text, count: 1 } }]);
  const lines = write.mock.calls
    .map(([line]) => String(line))
    .filter((line) => line.includes('not fully checked'));
  expect(lines).toEqual([expect.stringContaining('The arguments of tool "order" were not fully checked')]);
  expect(lines[0]).toContain('it takes more than 1000 ms');
});

function causesOf(error: unknown): readonly unknown[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : [];
}
