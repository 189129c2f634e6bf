import type { IdReusePolicy } from '@mcp-agent/core';

/** Policy for a start whose workflow ID is in use: mcp-agent's single setting for both policies. */
export type DefaultIdPolicy = IdReusePolicy | 'terminate_if_running';

/** The `temporal` section of the settings. */
export interface TemporalSettings {
  /** `host:port` of the server. Default: `localhost:7233`. */
  readonly host?: string;
  /** Namespace. Default: `default`. */
  readonly namespace?: string;
  /** Task queue; must be the same for the executor and the worker. Default: `mcp-agent`. */
  readonly taskQueue?: string;
  /** API key, for servers that require one, such as Temporal Cloud. */
  readonly apiKey?: string;
  /**
   * Whether to use TLS. Client certificates are not supported. Default: `true` if `apiKey` is set, otherwise `false`.
   */
  readonly tls?: boolean;
  /** Headers sent with every request to the server. */
  readonly rpcMetadata?: Readonly<Record<string, string>>;
  /**
   * Policy for a start whose workflow ID is in use, if the start sets none. `terminate_if_running` combines
   * `allow_duplicate` and `terminate_existing`: it terminates a running workflow with that ID. Default:
   * `allow_duplicate`.
   */
  readonly idReusePolicy?: DefaultIdPolicy;
  /**
   * Number of worker processes that `runWorker` starts; each is restarted when it dies. Default: 1 if
   * `@mcp-agent/config` loads the settings; otherwise the process itself is the worker.
   */
  readonly workerCount?: number;
  /** Maximum number of activities that one worker runs concurrently. Default: 100. */
  readonly maxConcurrentActivities?: number;
  /**
   * Maximum duration of one attempt of your own activities whose code sets no start-to-close timeout, in seconds. It does
   * not apply to calls of models and tools, nor to waits. Default: 600.
   */
  readonly timeoutSeconds?: number;
  /**
   * How long a worker that stops lets running activities finish before it cancels them, in seconds. The process ends 5
   * seconds later at the latest. Default: 330 for `runWorker`, longer than a tool call may take by default (300); 10
   * for `startWorker`.
   */
  readonly shutdownGraceSeconds?: number;
  /**
   * Modules that a worker imports before it starts, after the top-level `workflowTaskModules`: package names, or paths
   * that begin with `./`.
   */
  readonly workflowTaskModules?: readonly string[];
}

declare module '@mcp-agent/core' {
  interface Settings {
    /** The Temporal server and its workers. Read by `@mcp-agent/executor-temporal`. */
    readonly temporal?: TemporalSettings;
    /** Modules that define activities. A worker imports them before those of `temporal`. */
    readonly workflowTaskModules?: readonly string[];
  }
}
