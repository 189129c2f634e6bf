import { Agent, MCPApp } from '@mcp-agent/core';
import { AnthropicAugmentedLLM } from '@mcp-agent/llm-anthropic';
import { OpenAIAugmentedLLM } from '@mcp-agent/llm-openai';

const app = new MCPApp({ name: 'outages' });

/** Has a model call the tool `price` of the shop. */
export const askPrice = app.workflow(
  'outages.askPrice',
  async (_ctx, { provider }: { provider: 'openai' | 'anthropic' }) => {
    await using agent = new Agent({ name: 'clerk', serverNames: ['shop'] });
    const llm =
      provider === 'openai'
        ? await agent.attachLLM(OpenAIAugmentedLLM)
        : await agent.attachLLM(AnthropicAugmentedLLM);
    return llm.generateStr('What does tea cost?');
  },
);

/** Calls the tool without a model, and not as an idempotent one. */
export const callPrice = app.workflow('outages.callPrice', async () => {
  const agent = new Agent({ name: 'clerk', serverNames: ['shop'] });
  const { content } = await agent.callTool('shop', 'price', {});
  return content;
});
