import { Agent, type JsonObject, MCPApp } from '@mcp-agent/core';

const app = new MCPApp({ name: 'servers' });

/** What an agent saw of a server. */
export interface Seen {
  /** The server's own name and version. */
  readonly server: string;
  readonly tools: number;
  /** The text of the result of the call; absent without a call. */
  readonly result?: string;
}

/** Uses a server like an agent: lists its tools, and calls one. */
export const useServer = app.workflow(
  'use-server',
  async (_ctx, call: { readonly tool: string; readonly arguments: JsonObject } | null): Promise<Seen> => {
    await using agent = new Agent({ name: 'visitor', serverNames: ['server'] });
    const { name, version } = await agent.getCapabilities('server');
    const tools = (await agent.listTools()).get('server') ?? [];
    const seen: Seen = { server: `${name} ${version}`, tools: tools.length };
    if (call === null) return seen;
    const { content } = await agent.callTool('server', call.tool, call.arguments);
    const result = content.map((part) => (part.type === 'text' ? part.text : `[${part.type}]`)).join('\n');
    return { ...seen, result };
  },
);
