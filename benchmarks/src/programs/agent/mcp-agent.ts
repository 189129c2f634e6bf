import { Agent, MCPApp } from '@mcp-agent/core';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { OpenAIAugmentedLLM } from '@mcp-agent/llm-openai';
import { serveSlices } from '../../measure/in-program.ts';
import { BASE_URL, check, INSTRUCTION, MODEL, QUESTION, SERVER } from './task.ts';

const app = new MCPApp({ name: 'bench' });
const sum = app.workflow('sum', async () => {
  await using agent = new Agent({ name: 'adder', instruction: INSTRUCTION, serverNames: ['sums'] });
  const llm = await agent.attachLLM(OpenAIAugmentedLLM);
  return llm.generateStr(QUESTION, { maxIterations: 100 });
});
const executor = new AsyncioExecutor({
  openai: { baseUrl: BASE_URL, apiKey: 'none', defaultModel: MODEL },
  mcp: { servers: { sums: SERVER } },
});

await serveSlices(async () => check(await executor.executeWorkflow(sum)));
