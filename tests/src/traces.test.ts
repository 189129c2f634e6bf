import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { TemporalExecutor } from '@mcp-agent/executor-temporal';
import { startWorker } from '@mcp-agent/executor-temporal/worker';
import { startMcpServer } from '@mcp-agent/testing/mcp';
import { startStandInModel } from '@mcp-agent/testing/model';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { recordTrace } from '@mcp-agent/testing/trace';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { research } from '../../apps/playground/src/workflows/research.ts';
import { ask } from '../../examples/hello-temporal/workflows.ts';

const file = (path: string): URL => new URL(`../../${path}`, import.meta.url);
const hashOf = (path: string): string =>
  createHash('sha256')
    .update(readFileSync(file(path)))
    .digest('hex');

it('the examples of both engines have the same workflow file', () => {
  expect(hashOf('examples/hello-asyncio/workflows.ts')).toBe(hashOf('examples/hello-temporal/workflows.ts'));
});

describeWithTemporal('the examples behave the same on both engines', ({ address: temporalHost }) => {
  const cases = [
    {
      name: "the playground's workflow",
      path: 'apps/playground/src/workflows/research.ts',
      record: (executor: AsyncioExecutor | TemporalExecutor) =>
        recordTrace(executor, research, { query: 'What does https://example.com/ say?' }),
    },
    {
      name: "the examples' workflow",
      path: 'examples/hello-temporal/workflows.ts',
      record: (executor: AsyncioExecutor | TemporalExecutor) =>
        recordTrace(executor, ask, { question: 'What does https://example.com/ say?' }),
    },
  ];

  it.each(cases)('$name', async ({ path, record }) => {
    await using model = await startStandInModel();
    await using pages = await startMcpServer((server) => {
      server.registerTool('fetch', { inputSchema: { url: z.string() } }, ({ url }) => ({
        content: [{ type: 'text', text: `# A page\n\nThis is what ${url} says.` }],
      }));
    });
    const settings = {
      logger: { type: 'none' },
      openai: { baseUrl: model.baseUrl, apiKey: model.apiKey },
      mcp: { servers: { fetch: pages.settings, files: pages.settings } },
    };
    const temporal = { temporalHost, taskQueue: `traces-${randomUUID()}` };
    await using _worker = await startWorker({ workflows: file(path), settings, ...temporal });
    await using durable = new TemporalExecutor({ ...temporal, workerWait: Infinity });
    await using inMemory = new AsyncioExecutor(settings);

    const trace = await record(inMemory);
    expect(trace.map(({ type, name }) => `${type} ${name}`)).toEqual(
      expect.arrayContaining(['activity llm.openai.complete', 'activity mcp.call_tool']),
    );
    expect(await record(durable)).toEqual(trace);
    expect(pages.calls).toHaveLength(2);
  });
});
