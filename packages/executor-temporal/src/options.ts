import type { Settings } from '@mcp-agent/core';
import type { DefaultIdPolicy } from './client/id-policy.ts';

/** How to reach a Temporal server, and which task queue to use. */
export interface TemporalOptions {
  /** `host:port` of the server. Default: `localhost:7233`. */
  readonly temporalHost?: string;
  /** Default: `default`. */
  readonly namespace?: string;
  /** Task queue; must be the same for the executor and the worker. Default: `mcp-agent`. */
  readonly taskQueue?: string;
  /** Temporal Cloud API key. Enables TLS. */
  readonly apiKey?: string;
  /** Whether to use TLS. Default: `true` if `apiKey` is set, otherwise `false`. */
  readonly tls?: boolean;
  /** Headers sent with each request to the server. */
  readonly rpcMetadata?: Readonly<Record<string, string>>;
}

declare module '@mcp-agent/core' {
  interface Settings {
    readonly temporal?: {
      /** `host:port` of the server. Default: `localhost:7233`. */
      readonly host?: string;
      /** Default: `default`. */
      readonly namespace?: string;
      /** Default: `mcp-agent`. */
      readonly taskQueue?: string;
      readonly apiKey?: string;
      readonly tls?: boolean;
      readonly rpcMetadata?: Readonly<Record<string, string>>;
      /** Policy for a start whose workflow ID is in use. Default: `allow_duplicate`. */
      readonly idReusePolicy?: DefaultIdPolicy;
      /** Number of worker processes that `runWorker` runs. */
      readonly workerCount?: number;
      /** Maximum number of activities that one worker runs concurrently. */
      readonly maxConcurrentActivities?: number;
      /** Modules that a worker imports before it starts: package names, or paths that begin with `./`. */
      readonly workflowTaskModules?: readonly string[];
    };
    /** Modules that define activities. A worker imports them before those of `temporal`. */
    readonly workflowTaskModules?: readonly string[];
  }
}

/** Options with defaults applied. Explicit options take precedence over settings. */
export interface ResolvedTemporalOptions {
  readonly address: string;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly connection: {
    readonly address: string;
    readonly tls?: boolean;
    readonly apiKey?: string;
    readonly metadata?: Record<string, string>;
  };
}

export function resolveOptions(options: TemporalOptions, settings: Settings = {}): ResolvedTemporalOptions {
  const { temporal = {} } = settings;
  const address = options.temporalHost ?? temporal.host ?? 'localhost:7233';
  const apiKey = options.apiKey ?? temporal.apiKey;
  const tls = options.tls ?? temporal.tls ?? apiKey !== undefined;
  const metadata = options.rpcMetadata ?? temporal.rpcMetadata;
  return {
    address,
    namespace: options.namespace ?? temporal.namespace ?? 'default',
    taskQueue: options.taskQueue ?? temporal.taskQueue ?? 'mcp-agent',
    connection: {
      address,
      ...(tls && { tls }),
      ...(apiKey !== undefined && { apiKey }),
      ...(metadata !== undefined && { metadata: { ...metadata } }),
    },
  };
}
