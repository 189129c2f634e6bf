import { Agent, AugmentedLLM, MCPApp, resourceToContent, textOf } from '@mcp-agent/core';
import { errorToData } from '@mcp-agent/core/errors';

const app = new MCPApp({ name: 'agents' });

class PlayedLLM extends AugmentedLLM {
  override readonly provider = 'played';
}

/** Sends a prompt and a resource of a server to a model. */
export const tell = app.workflow('agents.tell', async () => {
  const agent = new Agent({ name: 'teller', instruction: 'teller', serverNames: ['shop'] });
  const llm = await agent.attachLLM(PlayedLLM);
  const { messages } = await agent.getPrompt('shop', 'sell', { item: 'tea' });
  const { parts } = await agent.readResource('shop', 'shop://hours');
  return {
    prompt: await llm.generateStr(messages),
    resource: await llm.generateStr(parts.map(resourceToContent), { useHistory: false }),
  };
});

/** Reports the cost of a question, and stops one that exceeds its budget. */
export const spend = app.workflow('agents.spend', async () => {
  const agent = new Agent({ name: 'spender', functions: ['noop'] });
  const llm = await agent.attachLLM(PlayedLLM);
  try {
    return await llm.generateStr('noop noop noop', { limit: { cost: 5 } });
  } catch (error) {
    return errorToData(error);
  }
});

/** The model calls a tool of a server and a function tool, both without their argument. */
export const mistaken = app.workflow('agents.mistaken', async () => {
  const agent = new Agent({
    name: 'mistaken',
    serverNames: ['shop'],
    functions: ['weigh'],
    approval: { tools: ['*'] },
  });
  const llm = await agent.attachLLM(PlayedLLM);
  await llm.generate('order weigh');
  return llm.history.flatMap((message) => (message.role === 'tool' ? [textOf(message.content)] : []));
});

export const prompts = app.workflow('agents.prompts', async () => {
  const agent = new Agent({ name: 'x', instruction: ({ workflowName }) => `I am of ${workflowName}.` });
  const llm = await agent.attachLLM(PlayedLLM, { systemPrompt: 'by default' });
  const plain = await agent.attachLLM(PlayedLLM);
  return [
    await plain.generateStr('a'),
    await llm.generateStr('b', { useHistory: false }),
    await llm.generateStr('c', { systemPrompt: 'by the call', useHistory: false }),
  ];
});

export const question = app.workflow('agents.question', async (_, { timeout }: { timeout: string }) => {
  const agent = new Agent({ name: 'asker' });
  try {
    return await agent.requestHumanInput({ prompt: 'How many?', description: 'Of tea', timeout });
  } catch (error) {
    return errorToData(error);
  }
});
