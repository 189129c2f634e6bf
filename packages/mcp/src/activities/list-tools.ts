import { defineActivity, LIST_TOOLS, type ToolDescription } from '@mcp-agent/core';

/** Lists the tools of an MCP server. */
defineActivity({
  name: LIST_TOOLS,
  run: async ({ server }: { readonly server: string }, { tools, signal }): Promise<ToolDescription[]> => [
    ...(await tools.listTools(server, signal)),
  ],
});
