import { Agent, type JsonObject, MCPApp } from '@mcp-agent/core';
import type { ToolDescription } from '@mcp-agent/core/provider';

const app = new MCPApp({ name: 'mcp-conformance' });

/** A tool call that a scenario asks for. */
export interface ToolCall {
  readonly name: string;
  readonly arguments: JsonObject;
}

/**
 * Uses the suite's server like an agent: lists its tools, makes the calls that the scenario asks for, or else calls each
 * tool once, and answers the server's questions.
 */
export const useServer = app.workflow('use-server', async (_ctx, asked: readonly ToolCall[]) => {
  await using agent = new Agent({
    name: 'conformance',
    serverNames: ['suite'],
    // The form's defaults fill in what the person omits.
    elicitation: async () => ({ action: 'accept', content: {} }),
  });
  const tools = (await agent.listTools()).get('suite') ?? [];
  const calls = asked.length > 0 ? asked : tools.map(({ name }) => callOf(name, tools));
  const results: JsonObject = {};
  for (const call of calls) {
    const { content, isError } = await agent.callTool('suite', call.name, call.arguments);
    results[call.name] = { content: content.map((part) => ({ ...part })), isError };
  }
  return results;
});

function callOf(name: string, tools: readonly ToolDescription[]): ToolCall {
  switch (name) {
    case 'add_numbers':
      return { name, arguments: { a: 5, b: 3 } };
    case 'json_schema_echo': {
      // Sends back the schema of the other tool, as this client received it.
      const other = tools.find((tool) => tool.name !== name);
      return { name, arguments: { schema: other?.inputSchema ?? {} } };
    }
    default:
      return { name, arguments: {} };
  }
}
