import { LIST_TOOLS, runCall, toolSource, type WithAbilities } from '@mcp-agent/core/host';
import { type CallOptions, defineActivity } from '@mcp-agent/core';
import type { ToolDescription } from '@mcp-agent/core/provider';

defineActivity({
  name: LIST_TOOLS,
  run: async (
    { server, options, ...able }: WithAbilities & { readonly server: string; readonly options?: CallOptions },
    context,
  ): Promise<ToolDescription[]> =>
    runCall(context, {
      kind: 'tool',
      options: [options],
      run: async ({ resource, signal, log }) => [
        ...(await (await resource(toolSource)).listTools(server, { signal, log, ...able })),
      ],
    }),
});
