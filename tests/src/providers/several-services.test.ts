import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, loadConfig } from '@mcp-agent/config';
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
import { historyText } from '../budgets/history-of.ts';
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

const KEYS = { fast: 'sk-fast-key', careful: 'sk-careful-key', other: 'sk-other-key' } as const;

/** Loads the settings from files, as a program does: the services in one, and their keys in another. */
async function configure(fast: string, careful: string, other: string): Promise<Config> {
  const cwd = await mkdtemp(join(tmpdir(), 'services-'));
  try {
    const config = `
logger: { type: none }
services:
  fast: { provider: openai, base_url: ${fast}/v1, default_model: fast-1, temperature: 0.2 }
  careful: { provider: anthropic, base_url: ${careful}, default_model: careful-1, max_tokens: 321 }
  other:
    provider: ai-sdk
    package: '@ai-sdk/openai-compatible'
    base_url: ${other}/v1
    default_model: other-1
`;
    const keys = Object.entries(KEYS).map(([name, key]) => `  ${name}: { api_key: ${key} }\n`);
    await writeFile(join(cwd, 'mcp_agent.config.yaml'), config);
    await writeFile(join(cwd, 'mcp_agent.secrets.yaml'), `services:\n${keys.join('')}`);
    return await loadConfig({ cwd });
  } finally {
    await rm(cwd, { recursive: true });
  }
}

describeWithTemporal('one workflow uses several services on both engines', ({ address }) => {
  it('each gets its own key and defaults, no other key, and no key is in the history', async () => {
    await using fast = await startService(chatCompletionsProtocol, 'one');
    await using careful = await startService(messagesProtocol, 'two');
    await using other = await startService(chatCompletionsProtocol, 'three');
    const settings = await configure(fast.origin, careful.origin, other.origin);
    const temporal = { temporalHost: address, taskQueue: `services-${randomUUID()}` };
    const workflows = new URL('several-services.ts', import.meta.url);
    await using _worker = await startWorker({ workflows, settings, ...temporal });
    await using durable = new TemporalExecutor({ ...temporal, workerWait: Infinity });
    await using inMemory = new AsyncioExecutor(settings);

    const workflowId = randomUUID();
    for (const executor of [inMemory, durable]) {
      expect(await executor.executeWorkflow(askThree, 'Count.', { workflowId })).toEqual([
        'one',
        'two',
        'three',
      ]);
    }
    for (const [name, { received }] of Object.entries({ fast, careful, other })) {
      expect(received).toHaveLength(2);
      const found = Object.entries(KEYS).filter(([, key]) => received.some((one) => one.includes(key)));
      expect(found.map(([owner]) => owner)).toEqual([name]);
    }
    expect(fast.received[0]).toMatch(/"model":"fast-1".*"temperature":0.2/);
    expect(careful.received[0]).toMatch(/"model":"careful-1".*"max_tokens":321/);
    expect(other.received[0]).toContain('"model":"other-1"');

    const history = await historyText(address, workflowId);
    expect(history).toContain('careful');
    for (const key of Object.values(KEYS)) expect(history).not.toContain(key);
  });
});
