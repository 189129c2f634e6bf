import { fileURLToPath } from 'node:url';
import { type Config, type ConfigWarning, loadConfig } from '@mcp-agent/config';

const FETCH_SERVER = fileURLToPath(new URL('../servers/fetch-server.ts', import.meta.url));

/**
 * The user's configuration, and where it says nothing, what the playground needs: a server named `fetch`, the
 * one that the portable workflow asks for.
 *
 * @throws {@link ConfigurationError} for a configuration that cannot be read
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
    // The steps on the screen say what happens. What engines log beside them is for who looks for a fault.
    logger: { ...config.logger, ...(!isDebugging() && { type: 'none' }) },
  };
}

/** Whether the user asked for stacks and logs. */
export function isDebugging(): boolean {
  return (process.env['DEBUG'] ?? '') !== '';
}

/** Where the tool comes from, for people. A command's arguments may be secret, so they are not told. */
export function describeFetchServer({ mcp }: Config): string {
  const { command, args = [], url } = mcp.servers?.['fetch'] ?? {};
  if (args[0] === FETCH_SERVER) return "fetch, from the playground's own MCP server";
  if (command !== undefined) return `fetch, from the configured MCP server (${command})`;
  return `fetch, from the configured MCP server (${url === undefined ? '' : new URL(url).host})`;
}
