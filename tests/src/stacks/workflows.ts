import { Agent, MCPApp, proxyActivities } from '@mcp-agent/core';
import { OpenAIAugmentedLLM } from '@mcp-agent/llm-openai';
import type * as activities from './activities.ts';

const app = new MCPApp({ name: 'stacks' });

const { charge } = proxyActivities<typeof activities>({ retry: { maximumAttempts: 1 } });

async function pay(): Promise<void> {
  await charge(); // line of: activity
}

export const activity = app.workflow('stacks.activity', async (ctx) => {
  await ctx.sleep(1);
  await pay(); // line of: activity
});

export const firstStep = app.workflow('stacks.firstStep', async () => {
  await charge(); // line of: firstStep
});

export const awaitedLater = app.workflow('stacks.awaitedLater', async (ctx) => {
  await ctx.sleep(1);
  const charged = charge(); // line of: awaitedLater
  await ctx.sleep(20);
  await charged;
});

export const together = app.workflow('stacks.together', async (ctx) => {
  await ctx.sleep(1);
  await Promise.all([ctx.sleep(1), charge()]); // line of: together
});

export const child = app.workflow('stacks.child', async (ctx) => {
  await ctx.sleep(1);
  await ctx.executeChild(activity, undefined); // line of: child
});

export const childHandle = app.workflow('stacks.childHandle', async (ctx) => {
  const handle = await ctx.startChild(activity, undefined);
  await handle.result(); // line of: childHandle
});

export const model = app.workflow('stacks.model', async (ctx) => {
  await ctx.sleep(1);
  await using agent = new Agent({ name: 'a', instruction: 'Answer' });
  const llm = await agent.attachLLM(OpenAIAugmentedLLM);
  await llm.generateStr('hello'); // line of: model
});

export const tool = app.workflow('stacks.tool', async (ctx) => {
  await ctx.sleep(1);
  await using agent = new Agent({ name: 'a', instruction: 'Answer', serverNames: ['broken'] });
  await agent.callTool('broken', 'search', {}); // line of: tool
});
