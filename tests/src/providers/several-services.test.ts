import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import {
  chatCompletionsProtocol,
  messagesProtocol,
  type ProviderProtocol,
} from '@mcp-agent/conformance/provider';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { TemporalExecutor } from '@mcp-agent/executor-temporal';
import { startWorker } from '@mcp-agent/executor-temporal/worker';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { expect, it } from 'vitest';
import { askThree } from './several-services.ts';

/** Starts a service that answers each request with a text, and keeps the headers and bodies that it received. */
async function startService(protocol: ProviderProtocol, text: string) {
  const received: string[] = [];
  const server = createServer((req, res) => {
    const chunks: Uint8Array[] = [];
    req.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    req.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      received.push(`${JSON.stringify(req.headers)} ${body}`);
      const isStream = protocol.wantsStream(JSON.parse(body), req.url ?? '');
      res.writeHead(200, { 'content-type': isStream ? 'text/event-stream' : 'application/json' });
      const { begin, end } = protocol.stream({ text });
      res.end(isStream ? [...begin, ...end].join('') : JSON.stringify(protocol.whole({ text })));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP port.');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    received,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

describeWithTemporal('one workflow uses several services on both engines', ({ address }) => {
  it('each gets its own key and no other, and no key is in the history', async () => {
    await using first = await startService(chatCompletionsProtocol, 'one');
    await using second = await startService(messagesProtocol, 'two');
    await using third = await startService(chatCompletionsProtocol, 'three');
    const keys = ['sk-first-key', 'sk-second-key', 'sk-third-key'];
    const [firstKey = '', secondKey = '', thirdKey = ''] = keys;
    const settings = {
      logger: { type: 'none' },
      openai: { apiKey: firstKey, baseUrl: `${first.origin}/v1`, api: 'chat' },
      anthropic: { apiKey: secondKey, baseUrl: second.origin },
      services: {
        other: {
          provider: 'ai-sdk',
          package: '@ai-sdk/openai-compatible',
          apiKey: thirdKey,
          baseUrl: `${third.origin}/v1`,
          defaultModel: 'm',
        },
      },
    } as const;
    const temporal = { temporalHost: address, taskQueue: `services-${randomUUID()}` };
    const workflows = new URL('several-services.ts', import.meta.url);
    await using _worker = await startWorker({ workflows, settings, ...temporal });
    await using durable = new TemporalExecutor({ ...temporal, workerWait: Infinity });
    await using inMemory = new AsyncioExecutor(settings);

    for (const executor of [inMemory, durable]) {
      const handle = await executor.startWorkflow(askThree, 'Count.');
      expect(await handle.result()).toEqual(['one', 'two', 'three']);
      const history = JSON.stringify(await handle.history());
      for (const key of keys) expect(history).not.toContain(key);
    }
    for (const [index, { received }] of [first, second, third].entries()) {
      expect(received).toHaveLength(2);
      const found = keys.filter((key) => received.some((request) => request.includes(key)));
      expect(found).toEqual([keys[index]]);
    }
  });
});
