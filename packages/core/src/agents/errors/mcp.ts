import { type ErrorContext, McpAgentError } from '../../runtime/errors/error.ts';

interface ServerFields extends ErrorContext {
  /** The server's name in the settings. */
  readonly server: string;
}

/** An agent names a server that the settings do not have. */
export class UnknownServerError extends McpAgentError {
  static override readonly code = 'MCP_UNKNOWN_SERVER';
  declare readonly server: string;
  declare readonly known: string[];

  constructor(message: string, fields: ServerFields & { known: string[] }) {
    super(message, { nonRetryable: true, ...fields });
  }
}

/** A server that could not be started or reached. */
export class ServerStartError extends McpAgentError {
  static override readonly code = 'MCP_SERVER_START';
  declare readonly server: string;
  /** The command line, or the URL. */
  declare readonly target: string;
  /** The last lines that it wrote to stderr. */
  declare readonly stderr: string;

  constructor(message: string, fields: ServerFields & { target: string; stderr: string }) {
    super(message, fields);
  }
}

/** A server refused a request with a protocol error, such as an unknown tool or invalid parameters. */
export class ServerRequestError extends McpAgentError {
  static override readonly code = 'MCP_REQUEST';
  declare readonly server: string;
  /** The request's method, such as `tools/call`. */
  declare readonly method: string;
  /** The JSON-RPC code, where the server gave one. */
  declare readonly rpcCode?: number;

  constructor(message: string, fields: ServerFields & { method: string; rpcCode?: number }) {
    super(message, fields);
  }
}

/** The model named a tool that none of the agent's servers has. */
export class UnknownToolError extends McpAgentError {
  static override readonly code = 'UNKNOWN_TOOL';
  declare readonly tool: string;

  constructor(message: string, fields: ErrorContext & { tool: string }) {
    super(message, { nonRetryable: true, ...fields });
  }
}

/**
 * A tool was called, and whether it did its work is unknown: the server died, the connection was cut or the
 * time ran out. It is not called again, because neither its annotations nor the settings say that it may be.
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
 * The settings say that each agent has a session of its own with this server, and the call named none. An
 * {@link Agent} opens one by itself.
 */
export class SessionNeededError extends McpAgentError {
  static override readonly code = 'MCP_SESSION_NEEDED';
  declare readonly server: string;

  constructor(message: string, fields: ServerFields) {
    super(message, { nonRetryable: true, ...fields });
  }
}

/**
 * An agent's own session with a server is gone, with what the server kept in it: the server died, or the worker
 * that held it, or nobody used it for long. A fresh one is never put in its place in silence.
 */
export class SessionLostError extends McpAgentError {
  static override readonly code = 'MCP_SESSION_LOST';
  declare readonly server: string;

  constructor(message: string, fields: ServerFields) {
    super(message, { nonRetryable: true, ...fields });
  }
}

/**
 * A server wants to see a token, and none could be got: a person must agree and nothing here can ask one, or
 * they did not, or the authorization server refused.
 */
export class AuthorizationError extends McpAgentError {
  static override readonly code = 'MCP_AUTHORIZATION';
  declare readonly server: string;

  constructor(message: string, fields: ServerFields) {
    super(message, fields);
  }
}
