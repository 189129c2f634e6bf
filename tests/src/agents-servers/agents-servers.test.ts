import { randomUUID } from 'node:crypto';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { TemporalExecutor } from '@mcp-agent/executor-temporal';
import { startWorker } from '@mcp-agent/executor-temporal/worker';
import { startMcpServer, type TestMcpServer } from '@mcp-agent/testing/mcp';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { completable } from '@modelcontextprotocol/sdk/server/completable.js';
import { ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js';
import { SubscribeRequestSchema, UnsubscribeRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { useAll } from './workflows.ts';

async function startLibrary(): Promise<TestMcpServer> {
  let text = 'A desert planet.';
  const changed = new Set<() => void>();
  return startMcpServer(
    (server) => {
      server.server.registerCapabilities({ resources: { subscribe: true } });
      const read = (uri: URL) => ({ contents: [{ uri: uri.href, text }] });
      server.registerResource('dune', 'library://dune', {}, read);
      server.registerResource(
        'book',
        new ResourceTemplate('library://{book}', { list: undefined }),
        {},
        read,
      );
      const tell = (): void => void server.server.sendResourceUpdated({ uri: 'library://dune' });
      server.server.setRequestHandler(SubscribeRequestSchema, () => {
        changed.add(tell);
        return {};
      });
      server.server.setRequestHandler(UnsubscribeRequestSchema, () => {
        changed.delete(tell);
        return {};
      });
      server.registerTool('rewrite', { inputSchema: { text: z.string() } }, (given) => {
        text = given.text;
        for (const listener of changed) listener();
        return { content: [] };
      });
      server.registerTool('order', { outputSchema: { copies: z.number() } }, async () => {
        const { content } = await server.server.elicitInput({
          message: 'How many copies?',
          requestedSchema: { type: 'object', properties: { copies: { type: 'number' } } },
        });
        return { content: [], structuredContent: { copies: content?.['copies'] } };
      });
      // Listed for clients that answer elicitation requests, and for them only.
      const { oninitialized } = server.server;
      server.server.oninitialized = () => {
        oninitialized?.();
        if (server.server.getClientCapabilities()?.elicitation === undefined) return;
        server.registerTool('lend', {}, () => ({ content: [] }));
      };
      const book = completable(z.string(), (value) =>
        ['dune', 'emma'].filter((name) => name.startsWith(value)),
      );
      server.registerPrompt('review', { argsSchema: { book } }, (given) => ({
        messages: [{ role: 'user', content: { type: 'text', text: `Review ${given.book}.` } }],
      }));
    },
    { name: 'library' },
  );
}

const expected = {
  server: { name: 'library' },
  resources: [['library', ['library://dune']]],
  templates: ['library://{book}'],
  before: [{ type: 'text', text: 'Resource library://dune\nA desert planet.' }],
  after: [{ type: 'text', text: 'Resource library://dune\nWater.' }],
  prompts: ['review'],
  prompt: [{ role: 'user', content: { type: 'text', text: 'Review Dune.' } }],
  completed: ['dune'],
  wrong: true,
  ordered: { copies: 2 },
  tools: { answering: ['rewrite', 'order', 'lend'], silent: ['rewrite', 'order'] },
};

test('an agent uses all features of its servers in memory', async () => {
  await using library = await startLibrary();
  await using executor = new AsyncioExecutor({ mcp: { servers: { library: library.settings } } });
  expect(await executor.executeWorkflow(useAll, undefined)).toEqual(expected);
});

describeWithTemporal('on Temporal', ({ address: temporalHost }) => {
  test('an agent uses all features of its servers', async () => {
    await using library = await startLibrary();
    const taskQueue = `agents-servers-${randomUUID()}`;
    await using worker = await startWorker({
      workflows: new URL('workflows.ts', import.meta.url),
      settings: { mcp: { servers: { library: library.settings } }, logger: { type: 'none' } },
      temporalHost,
      taskQueue,
    });
    await using executor = new TemporalExecutor({
      temporalHost,
      taskQueue: worker.taskQueue,
      workerWait: Infinity,
    });
    expect(await executor.executeWorkflow(useAll, undefined)).toEqual(expected);
  });
});
