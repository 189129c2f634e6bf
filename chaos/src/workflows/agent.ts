import { Agent } from '@mcp-agent/core';
import { OpenAIAugmentedLLM } from '@mcp-agent/llm-openai';
import { SERVERS, toolName, type Work } from '../plan/work.ts';
import { app } from './app.ts';

/** Has a model call the tools of the plan, and returns the model's last answer. */
export const agent = app.workflow('agent', async (_ctx, work: Work) => ask(work));

/** Does the same with tools that a person must approve. */
export const approval = app.workflow('approval', async (_ctx, work: Work) => ask(work));

async function ask(work: Work): Promise<string> {
  const steps = work.stages.flat();
  const places = new Set(steps.map(({ place }) => place));
  const functions = steps.filter(({ place }) => place === 'function');
  const tools = steps.filter(({ approved }) => approved !== undefined);
  await using clerk = new Agent({
    name: 'clerk',
    serverNames: SERVERS.filter((server) => places.has(server)),
    functions: [...new Set(functions.map(({ place, repeatable }) => toolName(place, repeatable)))],
    ...(tools.length > 0 && {
      approval: { tools: tools.map(({ place, repeatable }) => toolName(place, repeatable)) },
    }),
  });
  const llm = await clerk.attachLLM(OpenAIAugmentedLLM);
  return llm.generateStr(JSON.stringify(work));
}
