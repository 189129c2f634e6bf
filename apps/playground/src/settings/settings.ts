import { fileURLToPath } from 'node:url';
import { type Config, type ConfigWarning, loadConfig } from '@mcp-agent/config';

const FETCH_SERVER = fileURLToPath(new URL('../servers/fetch-server.ts', import.meta.url));

/**
 * Loads the user's configuration and adds a server named `fetch`, which the built-in workflows use, unless it has one.
 *
 * @throws {@link ConfigurationError} when the configuration is invalid
 */
export async function loadSettings(onWarning: (warning: ConfigWarning) => void): Promise<Config> {
  const config = await loadConfig({ onWarning });
  return {
    ...config,
    mcp: {
      ...config.mcp,
      servers: {
        fetch: { transport: 'stdio', command: process.execPath, args: [FETCH_SERVER] },
        ...config.mcp.servers,
      },
    },
    // The printed steps show what happens. The logs of the engines are for debugging.
    logger: { ...config.logger, ...(!isDebugging() && { type: 'none' }) },
  };
}

/** Whether DEBUG is set, for stack traces and logs. */
export function isDebugging(): boolean {
  return (process.env['DEBUG'] ?? '') !== '';
}

/** Describes the `fetch` server for the user, without the arguments of its command, which may be secret. */
export function describeFetchServer({ mcp }: Config): string {
  const { command, args = [], url } = mcp.servers?.['fetch'] ?? {};
  if (args[0] === FETCH_SERVER) return "fetch, from the playground's MCP server";
  if (command !== undefined) return `fetch, from the configured MCP server (${command})`;
  return `fetch, from the configured MCP server (${url === undefined ? '' : new URL(url).host})`;
}
