import { Agent, AugmentedLLM, MCPApp, textOf } from '@mcp-agent/core';

const app = new MCPApp({ name: 'trust' });

class PlayedLLM extends AugmentedLLM {
  override readonly provider = 'played';
}

/** The model changes a tool, and calls it, and then one that is pinned. */
export const change = app.workflow('trust.change', async () => {
  await using agent = new Agent({
    name: 'clerk',
    serverNames: ['catalog'],
    allowedTools: ['chang*', 'list_parcel', 'list_parcles'],
    approval: { tools: ['catalogue/*'] },
  });
  const llm = await agent.attachLLM(PlayedLLM);
  await llm.generate('change changing list_parcel');
  return llm.history.flatMap((message) => (message.role === 'tool' ? [textOf(message.content)] : []));
});
