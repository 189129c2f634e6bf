import { LIST_TOOLS, toolSource, type WithAbilities } from '@mcp-agent/core/host';
import { defineActivity } from '@mcp-agent/core';
import type { ToolDescription } from '@mcp-agent/core/provider';

defineActivity({
  name: LIST_TOOLS,
  run: async (
    { server, ...able }: WithAbilities & { readonly server: string },
    { resource, signal, log },
  ): Promise<ToolDescription[]> => [
    ...(await (await resource(toolSource)).listTools(server, { signal, log, ...able })),
  ],
});
