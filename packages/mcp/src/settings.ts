import type { McpServerAuth, OAuthSettings } from './auth/settings.ts';

/** The transport to a server. */
export type McpTransport = 'stdio' | 'sse' | 'streamable_http' | 'websocket';

/** A location that a server may work in: an MCP root. */
export interface McpRoot {
  /** URI of the location, such as `file:///home/me/project`. */
  readonly uri: string;
  /** Display name. */
  readonly name?: string;
  /** URI to send instead of `uri`: the same location as the server sees it, for example in a container. */
  readonly serverUriAlias?: string;
}

/** Returns the headers of a request. Called often: cache what is costly to obtain. */
export type McpHeaders = () => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;

/** Settings of one MCP server. The counterpart of mcp-agent's `MCPServerSettings`. */
export interface McpServerSettings {
  /**
   * Transport. `websocket` is not supported. Default: `stdio` if `command` is set, `streamable_http` if `url` is set.
   */
  readonly transport?: McpTransport;
  /** Command that starts the server, for `stdio`. */
  readonly command?: string;
  /** Arguments of the command. */
  readonly args?: readonly string[];
  /** Working directory of the program. Default: that of this process. */
  readonly cwd?: string;
  /**
   * Environment variables of the program, in addition to `PATH`, `HOME` and the few others that the MCP SDK considers
   * safe. The program receives no others of this process.
   */
  readonly env?: Readonly<Record<string, string>>;
  /** URL of the server, for every transport except `stdio`. */
  readonly url?: string;
  /**
   * Headers to send with every HTTP request. A function, which a configuration file cannot contain, is called for each
   * request, and again when the server responds with 401: for tokens that rotate.
   */
  readonly headers?: Readonly<Record<string, string>> | McpHeaders;
  /** Timeout for starting a program, including its first download, in seconds. Default: 60. */
  readonly startTimeoutSeconds?: number;
  /**
   * Timeout for connecting over HTTP, up to the end of the handshake, and for each request to an authorization server,
   * in seconds. Default: 30.
   */
  readonly httpTimeoutSeconds?: number;
  /**
   * Timeout for one tool call, in seconds. Does not include the time in which the server waits for an answer of the
   * client, or in which a user logs in. Default: `startToCloseTimeout` of `calls.tool`, or else 300.
   */
  readonly readTimeoutSeconds?: number;
  /**
   * For how long to retry while the server is unavailable: it does not start, refuses connections, is not found, or asks
   * to come back later (HTTP 429), in seconds. Such a request had no effect. 0 does not retry.
   * Default: 60 for a program; for a URL, `unavailableTimeout` of `calls.tool`, or of `calls.model` for a server whose
   * tools a model is offered.
   */
  readonly reconnectTimeoutSeconds?: number;
  /**
   * The only revision of MCP to use with the server, such as `2025-11-25`. Default: the newest that both sides speak,
   * which the client finds out once per process (`server/discover`).
   */
  readonly protocolVersion?: string;
  /** Whether to terminate a streamable HTTP session when the connection closes. Default: true. */
  readonly terminateOnClose?: boolean;
  /** Credentials for the server. */
  readonly auth?: McpServerAuth;
  /** Names of the tools that may be listed and called; an empty list allows none. Default: all. */
  readonly allowedTools?: readonly string[];
  /**
   * Digests of the definitions of tools, by name: a model is not offered a tool with another description, input schema
   * or annotations, and the log has the new digest. Tools that are not named are not pinned. `listTools` of an agent
   * returns the current digests (`definition`). Default: none.
   */
  readonly pinnedTools?: Readonly<Record<string, string>>;
  /**
   * `shared`: one connection for all agents. `per_agent`: one for each agent, for stateful servers such as a browser.
   * Default: `shared`.
   */
  readonly session?: 'shared' | 'per_agent';
  /** Idle timeout of an agent's own connection, in seconds. Default: 3,600. */
  readonly sessionIdleSeconds?: number;
  /** Roots to offer the server. Default: none, and the client does not declare the roots capability. */
  readonly roots?: readonly McpRoot[];
}

/** The `mcp` section of the settings. */
export interface McpSettings {
  /** Servers by the name that agents use for them. */
  readonly servers?: Readonly<Record<string, McpServerSettings>>;
}

declare module '@mcp-agent/core' {
  interface Settings {
    /** MCP servers. Read by `@mcp-agent/mcp`. */
    readonly mcp?: McpSettings;
    /** How this program obtains OAuth tokens for MCP servers. Read by `@mcp-agent/mcp`. */
    readonly oauth?: OAuthSettings;
  }
}
