import { Agent, MCPApp } from '@mcp-agent/core';
import { OpenAIAugmentedLLM } from '@mcp-agent/llm-openai';

export const app = new MCPApp({ name: 'hello' });

export const ask = app.workflow('ask', async (_ctx, input: { question: string }) => {
  await using agent = new Agent({
    name: 'librarian',
    instruction: 'Answer from the files that your tools show you.',
    serverNames: ['files'],
  });
  const llm = await agent.attachLLM(OpenAIAugmentedLLM);
  return llm.generateStr(input.question);
});
