import { Agent, type JsonObject, MCPApp } from '@mcp-agent/core';

const app = new MCPApp({ name: 'mcp-conformance' });

/** Uses the suite's server like an agent: lists its tools, and calls each once. */
export const useServer = app.workflow('use-server', async () => {
  await using agent = new Agent({
    name: 'conformance',
    serverNames: ['suite'],
    // The form's defaults fill in what the person omits.
    elicitation: async () => ({ action: 'accept', content: {} }),
  });
  const tools = (await agent.listTools()).get('suite') ?? [];
  const results: JsonObject = {};
  for (const { name } of tools) {
    const { content, isError } = await agent.callTool('suite', name, ARGUMENTS[name]);
    results[name] = { content: content.map((part) => ({ ...part })), isError };
  }
  return results;
});

const ARGUMENTS: Readonly<Record<string, JsonObject>> = { add_numbers: { a: 5, b: 3 } };
