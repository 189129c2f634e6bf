import { Agent, type JsonObject, MCPApp } from '@mcp-agent/core';

const app = new MCPApp({ name: 'mcp-conformance' });

/** Uses the suite's server as an agent does: lists its tools, and calls each once. */
export const useServer = app.workflow('use-server', async () => {
  await using agent = new Agent({
    name: 'conformance',
    serverNames: ['suite'],
    // What a person leaves out is filled in with the form's defaults.
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
