import type { Settings } from '@mcp-agent/core';
import type { DefaultIdPolicy } from './client/id-policy.ts';

/** How a Temporal server is reached, and where its work is queued. */
export interface TemporalOptions {
  /** `host:port` of the server. Default: `localhost:7233`. */
  readonly temporalHost?: string;
  /** Default: `default`. */
  readonly namespace?: string;
  /** Where workflows wait for a worker: the executor's and the worker's must be the same. Default: `mcp-agent`. */
  readonly taskQueue?: string;
  /** A key of Temporal Cloud; it turns TLS on. */
  readonly apiKey?: string;
  /** Default: false, unless there is an `apiKey`. */
  readonly tls?: boolean;
  /** Headers of each request to the server. */
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
      /** What an executor's starts do with an id that is taken. Default: `allow_duplicate`. */
      readonly idReusePolicy?: DefaultIdPolicy;
      /** How many processes `runWorker` has work. */
      readonly workerCount?: number;
      /** How many activities one worker runs at once. */
      readonly maxConcurrentActivities?: number;
      /** What a worker imports before it starts: names of packages, or paths that begin with `./`. */
      readonly workflowTaskModules?: readonly string[];
    };
    /** Modules that define activities. A worker imports them before those of `temporal`. */
    readonly workflowTaskModules?: readonly string[];
  }
}

/** Options with their defaults filled in: what was said, else the settings, else the default. */
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
