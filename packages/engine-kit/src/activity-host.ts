import { AsyncLocalStorage } from 'node:async_hooks';
import { ActivityHost, type ActivityHostOptions, provideActivityStorage } from '@mcp-agent/core/engine';

provideActivityStorage(new AsyncLocalStorage());

/**
 * Creates the host on which an engine runs activities. It holds the settings and the resources that extensions open,
 * such as connections to MCP servers. Each resource is opened on first use and closed with the host.
 *
 * @example
 * ```ts
 * const host = createActivityHost({ settings, extensions: [mcpExtension] });
 * ```
 */
export function createActivityHost(options: ActivityHostOptions): ActivityHost {
  return new ActivityHost(options);
}
