import type { ActivityContext } from '../../runtime/activity/context.ts';
import { ServerStartError } from '../errors/mcp.ts';
import { type ToolSource, toolSource } from '../host/tool-source.ts';
import { usableTools, warnOfChangedTools } from './tool-warnings.ts';
import type { ModelCall } from './model-call.ts';
import type { ToolDescription } from './tools.ts';

/** Unlike a failing model, a server that fails to start this many times fails the call at once. */
const MAX_SERVER_STARTS = 3;

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
  const lists = await Promise.all(
    servers.map(async (server): Promise<[string, readonly ToolDescription[]]> => {
      const tools = await askServer(
        server,
        (source) => source.listTools(server, { signal, log, ...able }),
        context,
      );
      await warnOfChangedTools({ server, ...able }, tools, context);
      return [server, await usableTools(server, tools, context)];
    }),
  );
  return new Map(lists);
}

/**
 * Asks a server something.
 *
 * @throws {@link ServerStartError}, {@link UnknownServerError}
 */
export async function askServer<T>(
  server: string,
  ask: (source: ToolSource) => Promise<T>,
  context: ActivityContext,
): Promise<T> {
  try {
    return await ask(await context.resource(toolSource));
  } catch (error) {
    if (!ServerStartError.isInstance(error) || context.info.attempt < MAX_SERVER_STARTS) throw error;
    const { target, stderr, cause } = error;
    throw new ServerStartError(error.message, { server, target, stderr, cause, nonRetryable: true });
  }
}
