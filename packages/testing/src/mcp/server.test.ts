import { Agent, MCPApp } from '@mcp-agent/core';
import { ActivityError, ServerStartError } from '@mcp-agent/core/errors';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { startMcpServer, type TestMcpServer } from './server.ts';

const app = new MCPApp({ name: 'shopping' });

const listTools = app.workflow('mcp-test.listTools', async () => {
  const agent = new Agent({ name: 'buyer', serverNames: ['shop'] });
  return [...((await agent.listTools()).get('shop') ?? [])].map(({ name }) => name);
});

const price = app.workflow('mcp-test.price', async (_, item: string) => {
  const agent = new Agent({ name: 'buyer', serverNames: ['shop'] });
  return agent.callTool('shop', 'price', { item });
});

function startShop(): Promise<TestMcpServer> {
  return startMcpServer((server) => {
    server.registerTool('price', { inputSchema: { item: z.string() } }, ({ item }) => ({
      content: [{ type: 'text', text: item === 'tea' ? '3' : `${item} is not sold` }],
      isError: item !== 'tea',
    }));
  });
}

function executorWith(shop: TestMcpServer): AsyncioExecutor {
  return new AsyncioExecutor({
    logger: { type: 'none' },
    mcp: { servers: { shop: { ...shop.settings, reconnectTimeoutSeconds: 0 } } },
  });
}

it('clients list and call tools, and calls records the calls', async () => {
  await using shop = await startShop();
  await using executor = executorWith(shop);
  expect(await executor.executeWorkflow(listTools)).toEqual(['price']);
  expect(await executor.executeWorkflow(price, 'tea')).toEqual({
    content: [{ type: 'text', text: '3' }],
    isError: false,
  });
  expect(await executor.executeWorkflow(price, 'coal')).toMatchObject({ isError: true });
  expect(shop.calls).toEqual([
    { tool: 'price', arguments: { item: 'tea' } },
    { tool: 'price', arguments: { item: 'coal' } },
  ]);
});

it('concurrent clients each have a session', async () => {
  await using shop = await startShop();
  const executors = Array.from({ length: 5 }, () => executorWith(shop));
  const answers = await Promise.all(executors.map((executor) => executor.executeWorkflow(price, 'tea')));
  await Promise.all(executors.map((executor) => executor.close()));
  expect(answers.map(({ isError }) => isError)).toEqual([false, false, false, false, false]);
  expect(shop.calls).toHaveLength(5);
});

it('close stops the server, and is idempotent', async () => {
  const shop = await startShop();
  await shop.close();
  await shop.close();
  await using executor = executorWith(shop);
  const agent = app.workflow('mcp-test.gone', async () => {
    try {
      await new Agent({ name: 'buyer', serverNames: ['shop'] }).listTools();
    } catch (error) {
      return ActivityError.isInstance(error) && ServerStartError.isInstance(error.cause);
    }
    return false;
  });
  expect(await executor.executeWorkflow(agent)).toBe(true);
});

it('startMcpServer throws the error of configure', async () => {
  const starting = startMcpServer(() => {
    throw new Error('no such shelf');
  });
  await expect(starting).rejects.toThrow('no such shelf');
});
