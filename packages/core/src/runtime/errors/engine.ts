import { type ErrorContext, McpAgentError } from './error.ts';

/** The engine cannot do what was asked, and says so before it does anything. */
export class CapabilityError extends McpAgentError {
  static override readonly code = 'CAPABILITY';
  declare readonly engine: string;
  declare readonly capability: string;

  constructor(message: string, fields: ErrorContext & { engine: string; capability: string }) {
    super(message, { nonRetryable: true, ...fields });
  }
}

/** The engine's server is not there, refused us, or went away. */
export class EngineUnavailableError extends McpAgentError {
  static override readonly code = 'ENGINE_UNAVAILABLE';
  declare readonly address: string;

  constructor(message: string, fields: ErrorContext & { address: string }) {
    super(message, fields);
  }
}

/** The engine's server refused a request, or failed at it. The message and `cause` have what it said. */
export class EngineRequestError extends McpAgentError {
  static override readonly code = 'ENGINE_REQUEST_FAILED';
  /** What the server calls it, such as gRPC's `INVALID_ARGUMENT`; absent where no server answered. */
  declare readonly status?: string;

  constructor(message: string, fields: ErrorContext & { status?: string } = {}) {
    super(message, fields);
  }
}

/** The workflow is started and safe, and no worker is there to run it. */
export class NoWorkerError extends McpAgentError {
  static override readonly code = 'NO_WORKER';
  declare readonly taskQueue: string;
  declare readonly workflowId: string;

  constructor(message: string, fields: ErrorContext & { taskQueue: string; workflowId: string }) {
    super(message, fields);
  }
}

/** The executor was closed; it starts nothing any more. */
export class ExecutorClosedError extends McpAgentError {
  static override readonly code = 'EXECUTOR_CLOSED';
}

/** A workflow file that cannot run in the engine's isolate. */
export class WorkflowBundleError extends McpAgentError {
  static override readonly code = 'WORKFLOW_BUNDLE';
  /** The modules that do not belong there. */
  declare readonly modules: string[];

  constructor(message: string, fields: ErrorContext & { modules: string[] }) {
    super(message, fields);
  }
}

/** A package that the configuration needs and that is not installed. */
export class NotInstalledError extends McpAgentError {
  static override readonly code = 'NOT_INSTALLED';
  declare readonly packageName: string;

  constructor(message: string, fields: ErrorContext & { packageName: string }) {
    super(message, fields);
  }
}

/** A configuration that cannot be used, with where it stands. */
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
