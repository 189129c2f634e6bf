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
    description:
      'An agent with one MCP server: the model asks for a tool, the tool is called, the model answers.',
    inputSchema: {
      type: 'object',
      properties: { query: { type: 'string', title: 'Question', default: 'What is durable execution?' } },
      required: ['query'],
    },
  },
);
