import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rm } from 'node:fs/promises';
import { startMcpServer, type TestMcpServer } from '@mcp-agent/testing/mcp';
import { startStandInModel, type StandInModel } from '@mcp-agent/testing/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installPacked } from './consumer-project.ts';
import { runProgram } from './process.ts';

// A consumer's project, whose program runs in other JavaScript runtimes than Node.
const PROJECT = join(import.meta.dirname, '..', 'tmp-other-runtimes');
const RUNTIMES = { bun: '1.4.5', deno: '2.9.6' };

const PROGRAM = `
  import { Agent, MCPApp } from '@mcp-agent/core';
  import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
  import { OpenAIAugmentedLLM } from '@mcp-agent/llm-openai';
  import { mcpExtension } from '@mcp-agent/mcp';

  const ask = new MCPApp({ name: 'other' }).workflow('ask', async (ctx, input: { question: string }) => {
    await ctx.sleep(1);
    await using agent = new Agent({ name: 'asker', instruction: 'Answer', serverNames: ['shop', 'pages'] });
    const llm = await agent.attachLLM(OpenAIAugmentedLLM);
    const { content } = await agent.callTool('shop', 'price', { item: 'tea' });
    const page = await agent.callTool('pages', 'fetch', { url: 'https://example.com' });
    return { answer: await llm.generateStr(input.question), content, read: page.content.length > 0 };
  });

  const { SHOP_URL = '', NODE = '' } = process.env;
  const executor = new AsyncioExecutor({
    logger: { type: 'none' },
    mcp: { servers: { shop: { url: SHOP_URL }, pages: { command: NODE, args: ['fetch-server.ts', 'log'] } } },
  });
  const result = await executor.executeWorkflow(ask, { question: 'What does tea cost?' });
  await executor.close();
  console.log(JSON.stringify(result));

  const checker = await mcpExtension.resources.find(({ name }) => name === 'schemas').open({});
  // Only the worker thread may test a lookahead.
  const { problems } = await checker.check({ pattern: '^(?!b)a' }, 'b', 'server');
  // Each schema refers twice to the next one: the thread is ended.
  const twice = (index: number) => ({ allOf: [{ $ref: '#/$defs/' + index }, { $ref: '#/$defs/' + index }] });
  const $defs = { ...Array.from({ length: 60 }, (_, index) => twice(index + 1)), 60: {} };
  const { unchecked } = await checker.check({ $ref: '#/$defs/0', $defs }, 1, 'server');
  console.log(problems.length + ' problem; ' + unchecked.join());
`;

let model: StandInModel;
let shop: TestMcpServer;

beforeAll(async () => {
  await installPacked(PROJECT, [
    '@mcp-agent/core',
    '@mcp-agent/engine-kit',
    '@mcp-agent/executor-asyncio',
    '@mcp-agent/llm-openai',
    '@mcp-agent/mcp',
    '@mcp-agent/provider-utils',
  ]);
  await writeFile(join(PROJECT, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  await writeFile(join(PROJECT, 'main.ts'), PROGRAM);
  const server = join(import.meta.dirname, 'budgets', 'programs', 'fetch-server.ts');
  await copyFile(server, join(PROJECT, 'fetch-server.ts'));
  model = await startStandInModel();
  shop = await startMcpServer((mcp) => {
    mcp.registerTool('price', {}, () => ({ content: [{ type: 'text', text: 'tea costs 3' }] }));
  });
});

afterAll(async () => {
  await model.close();
  await shop[Symbol.asyncDispose]();
  await rm(PROJECT, { recursive: true, force: true });
});

test.each([
  ['Bun', 'bun', ['run']],
  ['Deno', 'deno', ['run', '--allow-all']],
] as const)(
  '%s runs the in-memory engine, with a model, MCP servers and costly schemas, and closes it',
  async (_, name, args) => {
    const runtime = join(PROJECT, 'runtimes', name);
    await runOrThrow([
      'npm',
      'install',
      '--no-audit',
      '--no-fund',
      '--prefix',
      runtime,
      `${name}@${RUNTIMES[name]}`,
    ]);
    const program = join(runtime, 'node_modules', '.bin', name);
    const { status, output } = await runProgram([program, ...args, 'main.ts'], PROJECT, {
      OPENAI_BASE_URL: model.baseUrl,
      OPENAI_API_KEY: model.apiKey,
      SHOP_URL: shop.settings.url,
      NODE: process.execPath,
    });
    expect(status, output).toBe(0);
    expect(output).toContain('tea costs 3');
    expect(output).toContain('"read":true');
    expect(output).toContain('1 problem; it takes more than 1000 ms');
  },
);

async function runOrThrow(command: readonly string[]): Promise<void> {
  const { status, output } = await runProgram(command, PROJECT);
  if (status !== 0) throw new Error(output);
}
