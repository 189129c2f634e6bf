import type { HostExtension } from '@mcp-agent/core/engine';
import { mcpExtension } from '@mcp-agent/mcp';

// Exported so that installing this engine adds the types of the `mcp` settings.
export type { McpServerSettings, McpSettings } from '@mcp-agent/mcp';

/** The extensions used if the options name none. */
export const DEFAULT_EXTENSIONS: readonly HostExtension[] = [mcpExtension];
