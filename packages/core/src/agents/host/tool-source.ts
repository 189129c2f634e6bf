import { NotInstalledError } from '../../runtime/errors/engine.ts';
import type { AbortSignalLike } from '../../runtime/activity/cancellation.ts';
import type { ResourceDefinition } from '../../runtime/activity/resource.ts';
import type { ToolDescription } from '../model/tools.ts';

/** Where activities find the tools of MCP servers. */
export interface ToolSource {
  /**
   * The tools of one server, as it lists them now.
   *
   * @throws {@link UnknownServerError} when the settings have no such server
   * @throws {@link ServerStartError} when it cannot be started or reached
   */
  listTools(server: string, signal: AbortSignalLike): Promise<readonly ToolDescription[]>;
}

/** The host's tools of MCP servers. The extension of `@mcp-agent/mcp` provides them. */
export const toolSource: ResourceDefinition<ToolSource> = {
  name: 'mcp.connections',
  open: () => {
    throw notProvided('reaches MCP servers');
  },
};

/** That no extension of a host can do what an activity needs. */
export function notProvided(ability: string): NotInstalledError {
  return new NotInstalledError(
    `No extension of this host ${ability}. Add mcpExtension of @mcp-agent/mcp to the extensions of the executor or the worker.`,
    { packageName: '@mcp-agent/mcp', nonRetryable: true },
  );
}
