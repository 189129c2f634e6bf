import { humanInputAnswer, humanInputRequests, tokenUsage } from '@mcp-agent/core';
import { BudgetExceededError, errorFromData, TimeoutError } from '@mcp-agent/core/errors';
import { startMcpServer, type TestMcpServer } from '@mcp-agent/testing/mcp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { describeOnBothEngines } from '../on-both-engines.ts';
import { mistaken, prompts, question, spend, tell } from './workflows.ts';

let shop: TestMcpServer;

beforeAll(async () => {
  shop = await startMcpServer((server) => {
    const hours = (uri: URL) => ({ contents: [{ uri: uri.href, text: 'From nine to five' }] });
    server.registerResource('hours', 'shop://hours', {}, hours);
    server.registerTool('order', { inputSchema: { item: z.string() } }, ({ item }) => ({
      content: [{ type: 'text', text: item }],
    }));
    server.registerPrompt('sell', { argsSchema: { item: z.string() } }, ({ item }) => ({
      messages: [
        { role: 'assistant', content: { type: 'text', text: 'Welcome.' } },
        { role: 'user', content: { type: 'text', text: `I want ${item}.` } },
      ],
    }));
  });
});

afterAll(() => shop.close());

const files = {
  workflows: new URL('workflows.ts', import.meta.url),
  activities: new URL('../fixtures/played-model.ts', import.meta.url),
  settings: () => ({
    mcp: { servers: { shop: shop.settings } },
    // Dollars per million tokens: each answer of the scripted model has one input and one output token.
    prices: { played: { input: 1_000_000, output: 2_000_000 } },
  }),
};

describeOnBothEngines('an agent', files, (engine) => {
  it('sends prompts and resources of its servers to its model', async () => {
    expect(await engine().executeWorkflow(tell)).toEqual({
      prompt: 'teller(I want tea.)',
      resource: 'teller(Resource shop://hours From nine to five)',
    });
  });

  it('reports what its model cost, and stops at its budget', async () => {
    const handle = await engine().startWorkflow(spend);
    const result = await handle.result();
    const error = typeof result === 'string' ? undefined : errorFromData(result);
    expect(BudgetExceededError.isInstance(error) && [error.kind, error.used]).toEqual(['cost', 6]);
    expect(await handle.query(tokenUsage)).toMatchObject({
      calls: 2,
      cost: 6,
      unpricedCalls: 0,
      children: [{ kind: 'agent', name: 'spender', cost: 6 }],
    });
  });

  it('uses the system prompt of the call, then of the defaults, then its own instruction', async () => {
    expect(await engine().executeWorkflow(prompts)).toEqual([
      'I am of agents.prompts.(a)',
      'by default(b)',
      'by the call(c)',
    ]);
  });

  it('rejects invalid arguments without an activity and without asking for approval', async () => {
    const handle = await engine().startWorkflow(mistaken);
    const problem = expect.stringMatching(/^The tool was not called.*item/);
    expect(await handle.result()).toEqual([problem, problem]);
    const activities = (await handle.history()).filter(({ type }) => type === 'activity');
    expect(activities.map(({ name }) => name)).toEqual(Array(3).fill('llm.played.complete'));
  });

  it('requests human input, and stops waiting at its timeout', async () => {
    const handle = await engine().startWorkflow(question, { timeout: '1 minute' });
    const asked = { kind: 'input', agent: 'asker', prompt: 'How many?', description: 'Of tea' };
    await expect.poll(() => handle.query(humanInputRequests)).toMatchObject([asked]);
    const [request] = await handle.query(humanInputRequests);
    await handle.signal(humanInputAnswer, { id: request?.id ?? '', kind: 'input', text: 'Two' });
    expect(await handle.result()).toBe('Two');

    const late = await engine().executeWorkflow(question, { timeout: '10ms' });
    expect(TimeoutError.isInstance(typeof late === 'string' ? late : errorFromData(late))).toBe(true);
  });
});
