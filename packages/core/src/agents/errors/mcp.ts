import { McpAgentError } from '../../runtime/errors/error.ts';

interface ServerFields {
  /** The server's name in the settings. */
  readonly server: string;
}

/** An agent uses a server that is not in the settings. */
export class UnknownServerError extends McpAgentError<ServerFields & { known: string[] }> {
  static override readonly code = 'MCP_UNKNOWN_SERVER';
  static override readonly nonRetryable = true;
  declare readonly server: string;
  declare readonly known: string[];
}

/** A server could not be started or reached. */
export class ServerStartError extends McpAgentError<
  ServerFields & { target: string; stderr: string; reconnectTimeoutMs?: number }
> {
  static override readonly code = 'MCP_SERVER_START';
  declare readonly server: string;
  /** The command line, or the URL. */
  declare readonly target: string;
  /** Last lines of the server's stderr. */
  declare readonly stderr: string;
  /** The server's `reconnectTimeoutSeconds` in milliseconds, if it is unavailable and its settings have one. */
  declare readonly reconnectTimeoutMs?: number;
}

/** A server rejected a request with a protocol error, such as an unknown tool or invalid parameters. */
export class ServerRequestError extends McpAgentError<
  ServerFields & { method: string; rpcCode?: number; status?: number; reconnectTimeoutMs?: number }
> {
  static override readonly code = 'MCP_REQUEST';
  declare readonly server: string;
  /** The request's method, such as `tools/call`. */
  declare readonly method: string;
  /** The JSON-RPC error code, if the server sent one. */
  declare readonly rpcCode?: number;
  /** The HTTP status, if the server answered with one. */
  declare readonly status?: number;
  /** The server's `reconnectTimeoutSeconds` in milliseconds, if it is unavailable and its settings have one. */
  declare readonly reconnectTimeoutMs?: number;
}

/**
 * The outcome of a tool call is unknown: the server died, the connection was lost or the call timed out. The
 * call is not retried, because neither the tool's annotations nor the settings mark it as idempotent.
 */
export class ToolOutcomeUnknownError extends McpAgentError<{ server?: string; tool: string }> {
  static override readonly code = 'TOOL_OUTCOME_UNKNOWN';
  static override readonly nonRetryable = true;
  /** Absent for a function tool. */
  declare readonly server?: string;
  declare readonly tool: string;
}

/**
 * An agent's session with a server is lost, together with its state: the server or its worker died, or the
 * session was idle for too long. A session is never reopened.
 */
export class SessionLostError extends McpAgentError<ServerFields> {
  static override readonly code = 'MCP_SESSION_LOST';
  static override readonly nonRetryable = true;
  declare readonly server: string;
}

/**
 * A server requires an access token and none could be obtained: no user can be asked for consent here, the user
 * declined, or the authorization server rejected the request.
 */
export class AuthorizationError extends McpAgentError<ServerFields> {
  static override readonly code = 'MCP_AUTHORIZATION';
  declare readonly server: string;
}
