import { Agent, MCPApp } from '@mcp-agent/core';
import { AISDKAugmentedLLM } from '@mcp-agent/llm-ai-sdk';
import { AnthropicAugmentedLLM } from '@mcp-agent/llm-anthropic';
import { OpenAIAugmentedLLM } from '@mcp-agent/llm-openai';

const app = new MCPApp({ name: 'services' });

/** Asks models of three services, each with the answers of those before it. */
export const askThree = app.workflow('ask-three-services', async (_ctx, question: string) => {
  await using agent = new Agent({ name: 'asker', instruction: 'Be brief.' });
  const first = await agent.attachLLM(OpenAIAugmentedLLM, { service: 'fast' });
  const second = await agent.attachLLM(AnthropicAugmentedLLM, { service: 'careful' });
  const third = await agent.attachLLM(AISDKAugmentedLLM, { service: 'other' });
  const answers: string[] = [];
  for (const llm of [first, second, third])
    answers.push(await llm.generateStr([question, ...answers].join(' ')));
  return answers;
});
