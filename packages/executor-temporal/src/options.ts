import type { Settings } from '@mcp-agent/core';
import type { TemporalSettings } from './settings.ts';

/** How to connect to a Temporal server, and which task queue to use. */
export interface TemporalOptions extends Pick<
  TemporalSettings,
  'namespace' | 'taskQueue' | 'apiKey' | 'tls' | 'rpcMetadata'
> {
  /** `host:port` of the server. Default: `localhost:7233`. */
  readonly temporalHost?: string;
}

/** Options with defaults applied. Explicit options take precedence over settings. */
export interface ResolvedTemporalOptions {
  readonly address: string;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly connection: {
    readonly address: string;
    readonly tls: boolean;
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
      // Also false: with an API key, the SDK would use TLS.
      tls,
      ...(apiKey !== undefined && { apiKey }),
      ...(metadata !== undefined && { metadata: { ...metadata } }),
    },
  };
}
