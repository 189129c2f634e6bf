import { type ErrorContext, McpAgentError } from '../../runtime/errors/error.ts';

interface ServerFields extends ErrorContext {
  /** The server's name in the settings. */
  readonly server: string;
}

/** An agent uses a server that is not in the settings. */
export class UnknownServerError extends McpAgentError {
  static override readonly code = 'MCP_UNKNOWN_SERVER';
  declare readonly server: string;
  declare readonly known: string[];

  constructor(message: string, fields: ServerFields & { known: string[] }) {
    super(message, { nonRetryable: true, ...fields });
  }
}

/** A server could not be started or reached. */
export class ServerStartError extends McpAgentError {
  static override readonly code = 'MCP_SERVER_START';
  declare readonly server: string;
  /** The command line, or the URL. */
  declare readonly target: string;
  /** Last lines of the server's stderr. */
  declare readonly stderr: string;

  constructor(message: string, fields: ServerFields & { target: string; stderr: string }) {
    super(message, fields);
  }
}

/** A server rejected a request with a protocol error, such as an unknown tool or invalid parameters. */
export class ServerRequestError extends McpAgentError {
  static override readonly code = 'MCP_REQUEST';
  declare readonly server: string;
  /** The request's method, such as `tools/call`. */
  declare readonly method: string;
  /** The JSON-RPC error code, if the server sent one. */
  declare readonly rpcCode?: number;

  constructor(message: string, fields: ServerFields & { method: string; rpcCode?: number }) {
    super(message, fields);
  }
}

/** The model called a tool that none of the agent's servers has. */
export class UnknownToolError extends McpAgentError {
  static override readonly code = 'UNKNOWN_TOOL';
  declare readonly tool: string;

  constructor(message: string, fields: ErrorContext & { tool: string }) {
    super(message, { nonRetryable: true, ...fields });
  }
}

/**
 * The outcome of a tool call is unknown: the server died, the connection was lost or the call timed out. The
 * call is not retried, because neither the tool's annotations nor the settings mark it as idempotent.
 */
export class ToolOutcomeUnknownError extends McpAgentError {
  static override readonly code = 'TOOL_OUTCOME_UNKNOWN';
  /** Absent for a function tool. */
  declare readonly server?: string;
  declare readonly tool: string;

  constructor(message: string, fields: ErrorContext & { server?: string; tool: string }) {
    super(message, { nonRetryable: true, ...fields });
  }
}

/**
 * An agent's session with a server is lost, together with its state: the server or its worker died, or the
 * session was idle for too long. A session is never reopened.
 */
export class SessionLostError extends McpAgentError {
  static override readonly code = 'MCP_SESSION_LOST';
  declare readonly server: string;

  constructor(message: string, fields: ServerFields) {
    super(message, { nonRetryable: true, ...fields });
  }
}

/**
 * A server requires an access token and none could be obtained: no user can be asked for consent here, the user
 * declined, or the authorization server rejected the request.
 */
export class AuthorizationError extends McpAgentError {
  static override readonly code = 'MCP_AUTHORIZATION';
  declare readonly server: string;

  constructor(message: string, fields: ServerFields) {
    super(message, fields);
  }
}
