import type { ToolDescription } from '../model/tools.ts';
import type { AbortSignalLike } from './cancellation.ts';

/** Where the activities find the tools of MCP servers. `@mcp-agent/mcp` has the one that engines use. */
export interface ToolSource {
  /**
   * The tools of one server, as it lists them now.
   *
   * @throws {@link UnknownServerError} when the settings have no such server
   * @throws {@link ServerStartError} when it cannot be started or reached
   */
  listTools(server: string, signal: AbortSignalLike): Promise<readonly ToolDescription[]>;
}
