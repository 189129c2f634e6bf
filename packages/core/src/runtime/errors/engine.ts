import { type ErrorContext, McpAgentError } from './error.ts';

/** The engine does not support the requested operation. Thrown before the operation has any effect. */
export class CapabilityError extends McpAgentError {
  static override readonly code = 'CAPABILITY';
  declare readonly engine: string;
  declare readonly capability: string;

  constructor(message: string, fields: ErrorContext & { engine: string; capability: string }) {
    super(message, { nonRetryable: true, ...fields });
  }
}

/** The engine's server is unreachable, rejected the connection, or closed it. */
export class EngineUnavailableError extends McpAgentError {
  static override readonly code = 'ENGINE_UNAVAILABLE';
  declare readonly address: string;

  constructor(message: string, fields: ErrorContext & { address: string }) {
    super(message, fields);
  }
}

/** The engine's server rejected a request or failed to process it. The message and `cause` contain its answer. */
export class EngineRequestError extends McpAgentError {
  static override readonly code = 'ENGINE_REQUEST_FAILED';
  /** The server's status name, such as gRPC's `INVALID_ARGUMENT`. Absent if no server responded. */
  declare readonly status?: string;

  constructor(message: string, fields: ErrorContext & { status?: string } = {}) {
    super(message, fields);
  }
}

/** The workflow is started and durable, but no worker is running to process it. */
export class NoWorkerError extends McpAgentError {
  static override readonly code = 'NO_WORKER';
  declare readonly taskQueue: string;
  declare readonly workflowId: string;

  constructor(message: string, fields: ErrorContext & { taskQueue: string; workflowId: string }) {
    super(message, fields);
  }
}

/** The executor is closed and starts no more workflows. */
export class ExecutorClosedError extends McpAgentError {
  static override readonly code = 'EXECUTOR_CLOSED';
}

/** A workflow file cannot run in the engine's isolate. */
export class WorkflowBundleError extends McpAgentError {
  static override readonly code = 'WORKFLOW_BUNDLE';
  /** The imported modules that the isolate does not allow. */
  declare readonly modules: string[];

  constructor(message: string, fields: ErrorContext & { modules: string[] }) {
    super(message, fields);
  }
}

/** A package required by the configuration is not installed. */
export class NotInstalledError extends McpAgentError {
  static override readonly code = 'NOT_INSTALLED';
  declare readonly packageName: string;

  constructor(message: string, fields: ErrorContext & { packageName: string }) {
    super(message, fields);
  }
}

/** A configuration is invalid, with the location of the problem. */
export class ConfigurationError extends McpAgentError {
  static override readonly code = 'CONFIGURATION';
  declare readonly file?: string;
  /** The line in `file`, from 1. */
  declare readonly line?: number;
  /** The key's path, such as `mcp.servers.fetch.command`. */
  declare readonly path?: string;

  constructor(message: string, fields: ErrorContext & { file?: string; line?: number; path?: string } = {}) {
    super(message, { nonRetryable: true, ...fields });
  }
}
