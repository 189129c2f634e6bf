import { Agent, MCPApp } from '@mcp-agent/core';
import { OpenAIAugmentedLLM } from '@mcp-agent/llm-openai';

const app = new MCPApp({ name: 'researcher' });

export const research = app.workflow(
  'research',
  async (_ctx, input: { query: string }) => {
    await using agent = new Agent({
      name: 'researcher',
      instruction: 'Research the topic',
      serverNames: ['fetch'],
    });
    const llm = await agent.attachLLM(OpenAIAugmentedLLM);
    return llm.generateStr(input.query);
  },
  {
    description: 'Runs an agent with one MCP server: the model calls a tool and answers from its result.',
    inputSchema: {
      type: 'object',
      properties: { query: { type: 'string', title: 'Question', default: 'What is durable execution?' } },
      required: ['query'],
    },
  },
);
