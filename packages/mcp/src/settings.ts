import type { McpServerAuth, OAuthSettings } from './auth/settings.ts';

/** How a server is reached. */
export type McpTransport = 'stdio' | 'sse' | 'streamable_http' | 'websocket';

/** A place that a server is told it may work in: MCP's roots. */
export interface McpRoot {
  /** Such as `file:///home/me/project`. */
  readonly uri: string;
  readonly name?: string;
  /** What the server is told instead of `uri`: where it finds the same place, in a container for instance. */
  readonly serverUriAlias?: string;
}

/** One MCP server. mcp-agent's `MCPServerSettings`. */
export interface McpServerSettings {
  /** Default: `stdio` where there is a command, `streamable_http` where there is a URL. */
  readonly transport?: McpTransport;
  /** The program that is the server, for stdio. */
  readonly command?: string;
  readonly args?: readonly string[];
  /** The working directory of the program. Default: that of this process. */
  readonly cwd?: string;
  /** Added to the few variables (`PATH`, `HOME` and the like) that the program is given anyway. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where the server listens, for streamable HTTP and SSE. */
  readonly url?: string;
  /** Sent with every HTTP request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** How long starting a program may take, its first download included. Default: 60. */
  readonly startTimeoutSeconds?: number;
  /** How long reaching a server over HTTP may take. Default: 30. */
  readonly httpTimeoutSeconds?: number;
  /** How long a server may take to answer one tool call. Default: 300. */
  readonly readTimeoutSeconds?: number;
  /** Whether the session of a streamable HTTP server is ended when the connection is closed. Default: true. */
  readonly terminateOnClose?: boolean;
  /** What the server wants to see before it serves. */
  readonly auth?: McpServerAuth;
  /** The only tools that may be seen and called. Default: all. */
  readonly allowedTools?: readonly string[];
  /**
   * Whether all use one connection, or each agent has its own, for servers that keep state, such as a browser.
   * Default: `shared`.
   */
  readonly session?: 'shared' | 'per_agent';
  /** How long an agent's own connection may go unused before it is closed. Default: 3600. */
  readonly sessionIdleSeconds?: number;
  /** Default: none, and the server is told that this client has no roots. */
  readonly roots?: readonly McpRoot[];
}

/** The section `mcp` of the settings. */
export interface McpSettings {
  /** Each server by the name that agents use for it. */
  readonly servers?: Readonly<Record<string, McpServerSettings>>;
}

declare module '@mcp-agent/core' {
  interface Settings {
    readonly mcp?: McpSettings;
    readonly oauth?: OAuthSettings;
  }
}
