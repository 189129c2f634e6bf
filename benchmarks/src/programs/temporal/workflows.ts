import { Agent, defineQuery, defineSignal, MCPApp, proxyActivities } from '@mcp-agent/core';
import { OpenAIAugmentedLLM } from '@mcp-agent/llm-openai';
import type * as activities from './raw-activities.ts';

const app = new MCPApp({ name: 'bench' });
const { noop } = proxyActivities<typeof activities>({ startToCloseTimeout: '1 minute' });

/** Calls four activities, one after another, like the workflow in `raw-workflows.ts`. */
export const four = app.workflow('four', async () => {
  let sum = 0;
  for (let index = 0; index < 4; index += 1) sum += await noop(index);
  return sum;
});

/** The portable workflow, with the tool of `agent/tool-server.ts`. */
export const sums = app.workflow('sums', async (_ctx, input: { query: string; turns: number }) => {
  await using agent = new Agent({
    name: 'adder',
    instruction: 'Use the tool to add.',
    serverNames: ['sums'],
  });
  const llm = await agent.attachLLM(OpenAIAugmentedLLM);
  return llm.generateStr(input.query, { maxIterations: input.turns });
});

export const go = defineSignal('go');
export const ready = defineQuery<boolean>('ready');

/** An agent that waits for a signal before it asks its model. */
export const waitingAgent = app.workflow('waitingAgent', async (ctx) => {
  await using agent = new Agent({
    name: 'adder',
    instruction: 'Use the tool to add.',
    serverNames: ['sums'],
  });
  const llm = await agent.attachLLM(OpenAIAugmentedLLM);
  ctx.setHandler(ready, () => true);
  await ctx.waitForSignal(go);
  return llm.generateStr('What is 2 + 3?');
});
