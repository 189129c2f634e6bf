import { Agent, MCPApp, resourceToContent } from '@mcp-agent/core';

const app = new MCPApp({ name: 'agents-servers' });

/** Uses the servers' features other than tools, and a server that sends requests to the client. */
export const useAll = app.workflow('use-all', async () => {
  await using agent = new Agent({
    name: 'reader',
    serverNames: ['library'],
    elicitation: () => ({ action: 'accept', content: { copies: 2 } }),
  });
  await using silent = new Agent({ name: 'silent', serverNames: ['library'] });
  const { name, instructions } = await agent.getCapabilities('library');
  const before = await agent.readResource('library', 'library://dune');
  const [, after] = await Promise.all([
    agent.callTool('library', 'rewrite', { text: 'Water.' }),
    agent.waitForResourceUpdate('library', 'library://dune', { since: before.version }),
  ]);
  const wrong = await agent.callTool('library', 'rewrite', { text: 7 });
  const ordered = await agent.callTool('library', 'order');
  return {
    server: { name, instructions },
    resources: [...(await agent.listResources())].map(([server, list]) => [
      server,
      list.map(({ uri }) => uri),
    ]),
    templates: (await agent.listResourceTemplates()).get('library')?.map(({ uriTemplate }) => uriTemplate),
    before: before.parts.map((part) => resourceToContent(part)),
    after: after.parts.map((part) => resourceToContent(part)),
    prompts: (await agent.listPrompts()).get('library')?.map((prompt) => prompt.name),
    prompt: (await agent.getPrompt('library', 'review', { book: 'Dune' })).messages,
    completed: (await agent.complete('library', { prompt: 'review' }, { name: 'book', value: 'd' })).values,
    wrong: wrong.isError,
    ordered: ordered.structuredContent,
    tools: { answering: await toolsOf(agent), silent: await toolsOf(silent) },
  };
});

async function toolsOf(agent: Agent): Promise<string[]> {
  return ((await agent.listTools()).get('library') ?? []).map(({ name }) => name);
}
