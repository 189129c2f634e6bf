import { Agent, type AugmentedLLM, type LLMClass, MCPApp } from '@mcp-agent/core';
import { AnthropicAugmentedLLM } from '@mcp-agent/llm-anthropic';
import { AzureAugmentedLLM, OpenAIAugmentedLLM } from '@mcp-agent/llm-openai';

const app = new MCPApp({ name: 'providers' });

const MODELS: Readonly<Record<'openai' | 'azure' | 'anthropic', LLMClass<AugmentedLLM>>> = {
  openai: OpenAIAugmentedLLM,
  azure: AzureAugmentedLLM,
  anthropic: AnthropicAugmentedLLM,
};

/** Asks a provider's model with a server's tools, and returns the answer and its streamed pieces. */
export const ask = app.workflow(
  'ask-a-provider',
  async (_ctx, { provider, question }: { provider: keyof typeof MODELS; question: string }) => {
    await using agent = new Agent({ name: 'asker', instruction: 'Read.', serverNames: ['fetch'] });
    const llm = await agent.attachLLM(MODELS[provider]);
    const pieces: string[] = [];
    let answer = '';
    for await (const event of llm.generateStream(question, { interval: 0 })) {
      if (event.type === 'text') pieces.push(event.delta);
      if (event.type === 'message') answer = event.message.text;
    }
    return { answer, pieces };
  },
);
