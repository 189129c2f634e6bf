import { AsyncLocalStorage } from 'node:async_hooks';
import { ActivityHost, type ActivityHostOptions, provideActivityStorage } from '@mcp-agent/core/engine';

provideActivityStorage(new AsyncLocalStorage());

/**
 * Makes the host that an engine runs activities on. It holds the settings and what its extensions open, such as the
 * connections to MCP servers, each opened on first use, and closes them when it is closed.
 *
 * @example
 * ```ts
 * const host = createActivityHost({ settings, extensions: [mcpExtension] });
 * ```
 */
export function createActivityHost(options: ActivityHostOptions): ActivityHost {
  return new ActivityHost(options);
}
