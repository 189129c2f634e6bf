import { NotInstalledError } from '../../runtime/errors/engine.ts';
import type { AbortSignalLike } from '../../runtime/activity/cancellation.ts';
import type { ResourceDefinition } from '../../runtime/activity/resource.ts';
import type { JsonObject } from '../../runtime/values/json.ts';
import type { LogLevel } from '../../runtime/workflow/runtime.ts';
import type { WithAbilities } from '../mcp/abilities.ts';
import type { ToolDescription } from '../model/tools.ts';

/** Options of {@link ToolSource.listTools}. */
export interface ListToolsOptions extends WithAbilities {
  /** Aborts the wait. */
  readonly signal: AbortSignalLike;
  /** Receives a line for what is ignored of the list. */
  readonly log?: ((level: LogLevel, message: string, attributes?: JsonObject) => void) | undefined;
}

/** Lists the tools of MCP servers for activities. */
export interface ToolSource {
  /**
   * Lists the current tools of a server.
   *
   * @throws {@link UnknownServerError} when the server is not in the settings
   * @throws {@link ServerStartError} when the server cannot be started or reached
   */
  listTools(server: string, options: ListToolsOptions): Promise<readonly ToolDescription[]>;
  /** Returns the instructions of a server for models, or `undefined`. Throws like {@link ToolSource.listTools}. */
  instructions(server: string, signal: AbortSignalLike): Promise<string | undefined>;
}

/** The host's tool source. The extension of `@mcp-agent/mcp` provides it. */
export const toolSource: ResourceDefinition<ToolSource> = {
  name: 'mcp.connections',
  open: () => {
    throw notProvided('reaches MCP servers');
  },
};

/** Returns the error for a host without the extension that an activity needs. */
export function notProvided(ability: string): NotInstalledError {
  return new NotInstalledError(
    `No extension of this host ${ability}. Add mcpExtension of @mcp-agent/mcp to the extensions of the executor or worker.`,
    { packageName: '@mcp-agent/mcp', nonRetryable: true },
  );
}
