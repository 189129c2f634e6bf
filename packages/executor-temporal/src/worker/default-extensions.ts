import type { HostExtension } from '@mcp-agent/core/engine';
import { mcpExtension } from '@mcp-agent/mcp';

// Named here so that whoever installs the engine has the settings' section `mcp` in its types.
export type { McpServerSettings, McpSettings } from '@mcp-agent/mcp';

/** What activities can reach where the options name no extensions. */
export const DEFAULT_EXTENSIONS: readonly HostExtension[] = [mcpExtension];
