import { Agent, defineQuery, MCPApp } from '@mcp-agent/core';
import { OpenAIAugmentedLLM } from '@mcp-agent/llm-openai';

const draft = defineQuery<string>('draft');

const app = new MCPApp({ name: 'writers' });

export const streaming = app.workflow(
  'streaming',
  async (ctx, { topic }: { topic: string }) => {
    let text = '';
    ctx.setHandler(draft, () => text);
    await using agent = new Agent({
      name: 'writer',
      instruction: 'Write on the topic.',
      serverNames: ['fetch'],
    });
    const llm = await agent.attachLLM(OpenAIAugmentedLLM);
    for await (const event of llm.generateStream(topic)) {
      if (event.type === 'text') text += event.delta;
      // The call is retried, so the text so far is void.
      if (event.type === 'restart') text = '';
    }
    return text;
  },
  {
    description: 'Streams the answer of a model. The query returns the draft so far.',
    inputSchema: {
      type: 'object',
      properties: {
        topic: { type: 'string', title: 'Topic', default: 'Why durable execution?' },
      },
      required: ['topic'],
    },
  },
);
