import { Agent, MCPApp } from '@mcp-agent/core';
import { ActivityError, ToolOutcomeUnknownError } from '@mcp-agent/core/errors';
import { AnthropicAugmentedLLM } from '@mcp-agent/llm-anthropic';
import { OpenAIAugmentedLLM } from '@mcp-agent/llm-openai';

const app = new MCPApp({ name: 'failed-tools' });

function outcomeOf(error: unknown): string {
  if (!ActivityError.isInstance(error)) throw error;
  return ToolOutcomeUnknownError.isInstance(error.cause) ? error.cause.code : String(error.cause);
}

/** Has a model call a tool, and asks on in the same conversation. */
export const askTwice = app.workflow(
  'failed-tools.askTwice',
  async (_ctx, { tool, provider }: { tool: string; provider: 'openai' | 'anthropic' }) => {
    await using agent = new Agent({ name: 'clerk', serverNames: ['shop'] });
    const llm =
      provider === 'openai'
        ? await agent.attachLLM(OpenAIAugmentedLLM)
        : await agent.attachLLM(AnthropicAugmentedLLM);
    return {
      first: await llm.generateStr(`use ${tool}`).catch(outcomeOf),
      second: await llm.generateStr('and now?'),
    };
  },
);

/** Calls a tool that never answers. */
export const hang = app.workflow('failed-tools.hang', async () => {
  const agent = new Agent({ name: 'clerk', serverNames: ['shop'] });
  return agent.callTool('shop', 'hang').then(() => 'answered', outcomeOf);
});
