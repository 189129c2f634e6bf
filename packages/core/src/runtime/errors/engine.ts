import { McpAgentError } from './error.ts';

/** The engine does not support the requested operation. Thrown before the operation has any effect. */
export class CapabilityError extends McpAgentError<{ engine: string; capability: string }> {
  static override readonly code = 'CAPABILITY';
  static override readonly nonRetryable = true;
  declare readonly engine: string;
  declare readonly capability: string;
}

/** The engine's server is unreachable: its host is unknown, or it refused the connection, closed it or did not respond. */
export class EngineUnavailableError extends McpAgentError<{ address: string }> {
  static override readonly code = 'ENGINE_UNAVAILABLE';
  declare readonly address: string;
}

/** What is wrong with the encryption of a connection. */
export type TlsProblem =
  /** The server expects TLS, and the connection is without. */
  | 'tls_expected'
  /** The connection is with TLS, and the server is without. */
  | 'no_tls'
  /** The server's certificate is not trusted, has expired, or is for another name. */
  | 'certificate'
  /** The server demands a certificate of the client. */
  | 'client_certificate';

/** A connection to the engine's server failed because of TLS. `cause` is the failure of the handshake. */
export class EngineTlsError extends McpAgentError<{ address: string; problem: TlsProblem }> {
  static override readonly code = 'ENGINE_TLS';
  declare readonly address: string;
  declare readonly problem: TlsProblem;
}

/** The engine's server rejected the credentials of a request, or denied it the permission. */
export class EngineAccessError extends McpAgentError<{ address: string; status: string }> {
  static override readonly code = 'ENGINE_ACCESS';
  declare readonly address: string;
  /** `UNAUTHENTICATED` if the credentials are missing or wrong, `PERMISSION_DENIED` if they do not suffice. */
  declare readonly status: string;
}

/** The engine's server rejected a request or failed to process it. The message and `cause` contain its answer. */
export class EngineRequestError extends McpAgentError<{ status?: string }> {
  static override readonly code = 'ENGINE_REQUEST_FAILED';
  /** The server's status name, such as gRPC's `INVALID_ARGUMENT`. Absent if no server responded. */
  declare readonly status?: string;
}

/** The engine's server is older than the oldest version that works. */
export class EngineVersionError extends McpAgentError<{ address: string; version: string; oldest: string }> {
  static override readonly code = 'ENGINE_VERSION';
  static override readonly nonRetryable = true;
  declare readonly address: string;
  /** The version that the server reports. */
  declare readonly version: string;
  /** The oldest version that works. */
  declare readonly oldest: string;
}

/** The workflow is started and durable, but no worker is running to process it. */
export class NoWorkerError extends McpAgentError<{ taskQueue: string; workflowId: string }> {
  static override readonly code = 'NO_WORKER';
  declare readonly taskQueue: string;
  declare readonly workflowId: string;
}

/** The executor is closed and starts no more workflows. */
export class ExecutorClosedError extends McpAgentError {
  static override readonly code = 'EXECUTOR_CLOSED';
}

/** A workflow file cannot run in the engine's isolate. */
export class WorkflowBundleError extends McpAgentError<{ modules: string[] }> {
  static override readonly code = 'WORKFLOW_BUNDLE';
  /** The imported modules that the isolate does not allow. */
  declare readonly modules: string[];
}

/** A package required by the configuration is not installed. */
export class NotInstalledError extends McpAgentError<{ packageName: string }> {
  static override readonly code = 'NOT_INSTALLED';
  declare readonly packageName: string;
}

/** A configuration is invalid, with the location of the problem. */
export class ConfigurationError extends McpAgentError<{ file?: string; line?: number; path?: string }> {
  static override readonly code = 'CONFIGURATION';
  static override readonly nonRetryable = true;
  declare readonly file?: string;
  /** The line in `file`, from 1. */
  declare readonly line?: number;
  /** The key's path, such as `mcp.servers.fetch.command`. */
  declare readonly path?: string;
}
