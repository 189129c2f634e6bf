import { randomUUID } from 'node:crypto';
import type { Settings } from '@mcp-agent/core';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { TemporalExecutor } from '@mcp-agent/executor-temporal';
import { startWorker } from '@mcp-agent/executor-temporal/worker';
import { startMcpServer, type TestMcpServer } from '@mcp-agent/testing/mcp';
import { type StandInModel, type StandInTurn, startStandInModel } from '@mcp-agent/testing/model';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { historyOf } from '../budgets/history-of.ts';
import { CATALOGS, INPUT } from './catalog.ts';
import { type Errand, goOn, runErrand, runErrandLater } from './workflows.ts';

const PROVIDERS = [
  { what: 'Chat Completions', errand: { provider: 'openai', service: 'chat' } },
  { what: 'Responses', errand: { provider: 'openai', service: 'responses' } },
  { what: 'Anthropic', errand: { provider: 'anthropic' } },
  { what: 'the AI SDK', errand: { provider: 'ai-sdk', service: 'sdk' } },
] as const;

/** What the errand calls; with all tools at hand, other calls stand in the places of the searches. */
const SEARCHES = [
  ['create issue', 'create_issue'],
  ['update the transition of a ticket', 'update_transition'],
  ['upload a file to a folder', 'create_file'],
] as const;

function turnAt(turn: number, offered: readonly string[]): StandInTurn {
  const call = (name: string): StandInTurn => ({ toolCalls: [{ name, arguments: { id: 'A1' } }] });
  const [query = '', tool = ''] = SEARCHES[Math.floor(turn / 3)] ?? [];
  if (tool === '') return { text: 'Done.' };
  if (turn % 3 > 0) return call(tool);
  if (!offered.includes('search_tools')) return call('list_files');
  return { toolCalls: [{ name: 'search_tools', arguments: { query, limit: 3 } }] };
}

let servers: readonly TestMcpServer[];

beforeAll(async () => {
  servers = await Promise.all(
    CATALOGS.map(({ tools }) =>
      startMcpServer((server) => {
        for (const { name, description } of tools) {
          server.registerTool(name, { description, inputSchema: INPUT }, ({ id }) => ({
            content: [{ type: 'text', text: `${name} ${id}: done` }],
          }));
        }
      }),
    ),
  );
});

afterAll(() => Promise.all(servers.map((server) => server.close())));

function settingsFor({ apiKey, baseUrl, origin }: StandInModel): Settings {
  return {
    logger: { type: 'none' },
    anthropic: { apiKey, baseUrl: origin },
    services: {
      chat: { provider: 'openai', apiKey, baseUrl, api: 'chat', defaultModel: 'm' },
      responses: { provider: 'openai', apiKey, baseUrl, api: 'responses', defaultModel: 'm' },
      sdk: { provider: 'ai-sdk', package: '@ai-sdk/openai-compatible', apiKey, baseUrl, defaultModel: 'm' },
    },
    mcp: {
      servers: Object.fromEntries(CATALOGS.map(({ name }, index) => [name, servers[index]?.settings ?? {}])),
    },
  };
}

const names = CATALOGS.map(({ name }) => name);
const bytes = (body: unknown): number => Buffer.byteLength(JSON.stringify(body));

describeWithTemporal('an agent with 195 tools, on Temporal', ({ address }) => {
  it('offers what it found also in a later question, on a worker that did not run the search', async () => {
    await using model = await startStandInModel({
      script: [
        { toolCalls: [{ name: 'search_tools', arguments: { query: 'create an issue', limit: 2 } }] },
        { text: 'Found.' },
        { toolCalls: [{ name: 'create_issue', arguments: { id: 'A1' } }] },
        { text: 'Done.' },
      ],
    });
    const temporal = { temporalHost: address, taskQueue: `many-tools-${randomUUID()}` };
    const work = {
      workflows: new URL('workflows.ts', import.meta.url),
      settings: settingsFor(model),
      ...temporal,
    };
    const first = await startWorker(work);
    await using durable = new TemporalExecutor({ ...temporal, workerWait: Infinity });
    const handle = await durable.startWorkflow(runErrandLater, { servers: names });
    await expect.poll(() => model.requests.length).toBe(2);
    await first.close();
    await using _second = await startWorker(work);
    await handle.signal(goOn);
    expect(await handle.result()).toBe('Done.');
    const offered = model.requests.map(({ tools }) => tools.map(({ name }) => name));
    expect(offered[0]).toEqual(['search_tools']);
    expect(offered.slice(1)).toHaveLength(3);
    for (const found of offered.slice(1)) {
      expect(found).toEqual(['search_tools', 'create_issue', expect.any(String)]);
    }
  });
});

describeWithTemporal('an agent with 195 tools of three servers, in ten turns', ({ address }) => {
  it.each(PROVIDERS)(
    'searches its tools, and sends a tenth of the tokens: $what',
    async ({ what, errand }) => {
      await using model = await startStandInModel({
        script: ({ turn, tools }) =>
          turnAt(
            turn,
            tools.map(({ name }) => name),
          ),
      });
      const settings = settingsFor(model);
      const temporal = { temporalHost: address, taskQueue: `many-tools-${randomUUID()}` };
      const workflows = new URL('workflows.ts', import.meta.url);
      await using _worker = await startWorker({ workflows, settings, ...temporal });
      await using durable = new TemporalExecutor({ ...temporal, workerWait: Infinity });
      await using inMemory = new AsyncioExecutor(settings);
      const modes: readonly Partial<Errand>[] = [{ toolSearch: false }, {}];
      for (const [engine, executor] of [
        ['in memory', inMemory],
        ['on Temporal', durable],
      ] as const) {
        const tokens: number[] = [];
        for (const mode of modes) {
          const before = model.requests.length;
          const handle = await executor.startWorkflow(runErrand, { ...errand, servers: names, ...mode });
          expect(await handle.result()).toBe('Done.');
          const requests = model.requests.slice(before);
          expect(requests).toHaveLength(10);
          const offered = requests.map(({ tools }) => tools.length);
          const sent = requests.map(({ body }) => Math.ceil(bytes(body) / 4));
          tokens.push(sent.reduce((sum, one) => sum + one, 0));
          const size = engine === 'in memory' ? undefined : await historyOf(address, handle.workflowId);
          const history = size === undefined ? '' : `, history ${size.events} events, ${size.bytes} bytes`;
          const tools = mode.toolSearch === false ? 'all tools' : 'search';
          console.log(
            `${what} ${engine}, ${tools}: tokens ${sent.join(' ')}, in all ${tokens.at(-1)}${history}`,
          );
          expect(offered).toEqual(
            mode.toolSearch === false ? Array(10).fill(195) : [1, 4, 4, 4, 7, 7, 7, 10, 10, 10],
          );
        }
        const [all = 0, searched = 0] = tokens;
        expect(searched).toBeLessThan(all / 10);
      }
    },
  );
});
