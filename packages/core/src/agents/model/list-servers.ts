import type { ActivityContext } from '../../runtime/activity/context.ts';
import { toolSource } from '../host/tool-source.ts';
import { usableTools, warnOfChangedTools } from './tool-warnings.ts';
import type { ModelCall } from './model-call.ts';
import type { ToolDescription } from './tools.ts';

/**
 * Lists the tools of servers that a model can be offered.
 *
 * @throws {@link ServerStartError}, {@link UnknownServerError}
 */
export async function listServers(
  { servers, abilities }: Pick<ModelCall, 'servers' | 'abilities'>,
  context: ActivityContext,
): Promise<ReadonlyMap<string, readonly ToolDescription[]>> {
  const { signal, log } = context;
  const able = abilities === undefined ? {} : { abilities };
  const source = await context.resource(toolSource);
  const lists = await Promise.all(
    servers.map(async (server): Promise<[string, readonly ToolDescription[]]> => {
      const tools = await source.listTools(server, { signal, log, ...able });
      await warnOfChangedTools({ server, ...able }, tools, context);
      return [server, await usableTools(server, tools, context)];
    }),
  );
  return new Map(lists);
}
