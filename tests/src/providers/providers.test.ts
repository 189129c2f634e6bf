import { randomUUID } from 'node:crypto';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { TemporalExecutor } from '@mcp-agent/executor-temporal';
import { startWorker } from '@mcp-agent/executor-temporal/worker';
import { startMcpServer } from '@mcp-agent/testing/mcp';
import { startStandInModel } from '@mcp-agent/testing/model';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { ask } from './workflows.ts';

const CASES = [
  { what: 'Chat Completions', provider: 'openai', api: 'chat' },
  { what: 'Responses', provider: 'openai', api: 'responses' },
  { what: 'Azure', provider: 'azure', api: 'chat' },
  { what: 'Anthropic', provider: 'anthropic', api: 'chat' },
] as const;

describeWithTemporal('an agent with any provider behaves the same on both engines', ({ address }) => {
  it.each(CASES)('$what: it calls a tool and streams its answer', async ({ provider, api }) => {
    await using model = await startStandInModel();
    await using pages = await startMcpServer((server) => {
      server.registerTool('fetch', { inputSchema: { url: z.string() } }, () => ({
        content: [{ type: 'text', text: '# A page\n\nAll of it is well.' }],
      }));
    });
    const { apiKey, origin } = model;
    const settings = {
      logger: { type: 'none' },
      openai: { apiKey, baseUrl: model.baseUrl, api },
      azure: { apiKey, endpoint: origin },
      anthropic: { apiKey, baseUrl: origin },
      mcp: { servers: { fetch: pages.settings } },
    } as const;
    const temporal = { temporalHost: address, taskQueue: `providers-${randomUUID()}` };
    const workflows = new URL('workflows.ts', import.meta.url);
    await using _worker = await startWorker({ workflows, settings, ...temporal });
    await using durable = new TemporalExecutor({ ...temporal, workerWait: Infinity });
    await using inMemory = new AsyncioExecutor(settings);

    const question = { provider, question: 'What does https://example.com/ say?' };
    for (const executor of [inMemory, durable]) {
      const { answer, pieces } = await executor.executeWorkflow(ask, question);
      expect(answer).toBe('The tool fetch returned "A page": All of it is well.');
      expect(pieces.join('')).toBe(answer);
    }
    expect(pages.calls).toHaveLength(2);
    expect(model.requests).toHaveLength(4);
  });
});
