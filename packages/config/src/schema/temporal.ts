import { z } from 'zod';
import { section } from './section.ts';

const DEFAULT_HOST = 'localhost';
const DEFAULT_PORT = 7233;

/** Whether a workflow ID may be reused. */
export type IdReusePolicy =
  | 'allow_duplicate'
  | 'allow_duplicate_failed_only'
  | 'reject_duplicate'
  | 'terminate_if_running';

/** The `temporal` section: the server and its workers. */
export interface TemporalSettings {
  /** `host:port` of the server. Not set if not configured; the engine then uses `localhost:7233`. */
  readonly host?: string;
  /** Namespace. Default: `default`. */
  readonly namespace: string;
  /** Task queue of the workers. Default: `mcp-agent`. */
  readonly taskQueue: string;
  /** API key, for servers that require one, such as Temporal Cloud. */
  readonly apiKey?: string;
  /** Whether to use TLS. Default: `true` if `apiKey` is set, otherwise `false`. */
  readonly tls: boolean;
  /** Number of worker processes. Default: 1. */
  readonly workerCount: number;
  /** Maximum number of activities that one worker runs concurrently. Default: the engine decides. */
  readonly maxConcurrentActivities?: number;
  /** Timeout of one activity attempt, in seconds, if the code sets none. */
  readonly timeoutSeconds?: number;
  /** Headers sent with every request to the server. */
  readonly rpcMetadata?: Readonly<Record<string, string>>;
  /** Policy for a start whose workflow ID is in use, if the code sets none. Default: `allow_duplicate`. */
  readonly idReusePolicy: IdReusePolicy;
  /** Modules that a worker imports before it starts, in addition to the top-level `workflowTaskModules`. */
  readonly workflowTaskModules: readonly string[];
}

interface TemporalFile extends Omit<TemporalSettings, 'tls'> {
  readonly tls?: boolean;
  readonly serverUrl?: string;
  readonly port?: number;
}

export const temporalSchema: z.ZodType<TemporalSettings> = section<TemporalFile>({
  host: z
    .string()
    .min(1)
    .optional()
    .meta({
      description: `The server's address, with or without its port. Without it the engine takes \`${DEFAULT_HOST}:${DEFAULT_PORT}\`.`,
      'x-env': ['TEMPORAL_ADDRESS'],
    }),
  server_url: z.string().min(1).optional().describe('Another name for `host`.'),
  port: z
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .describe(`The server's port, where \`host\` has none. Without it ${DEFAULT_PORT}.`),
  namespace: z
    .string()
    .min(1)
    .default('default')
    .meta({ description: 'The namespace.', 'x-env': ['TEMPORAL_NAMESPACE'] }),
  task_queue: z.string().min(1).default('mcp-agent').describe('The task queue of the workers.'),
  api_key: z
    .string()
    .optional()
    .meta({
      description: 'The key for a server that asks for one, such as Temporal Cloud.',
      'x-env': ['TEMPORAL_API_KEY'],
    }),
  tls: z
    .boolean()
    .optional()
    .describe('Whether the connection is encrypted. Without it only when there is an `api_key`.'),
  worker_count: z.int().min(1).default(1).describe('How many worker processes run.'),
  max_concurrent_activities: z
    .int()
    .min(1)
    .optional()
    .describe('How many activities one worker runs at once. Without it the engine decides.'),
  timeout_seconds: z.number().positive().optional().meta({
    description: 'How long one attempt of an activity may take, in seconds, where the code does not say.',
    'x-unused': true,
  }),
  rpc_metadata: z
    .record(z.string(), z.string())
    .optional()
    .describe('Headers sent with every request to the server.'),
  id_reuse_policy: z
    .enum(['allow_duplicate', 'allow_duplicate_failed_only', 'reject_duplicate', 'terminate_if_running'])
    .default('allow_duplicate')
    .describe(
      'Whether a start may take the id of a workflow that has ended, where the code does not say: always, only if that one did not complete, or never. `terminate_if_running`: always, and it ends one that still runs, whose id the others refuse.',
    ),
  workflow_task_modules: z
    .array(z.string())
    .default([])
    .describe(
      'Modules that a worker imports before it starts, beside the `workflow_task_modules` at the top.',
    ),
}).transform(({ host, serverUrl, port, tls, ...settings }, context) => {
  if (host !== undefined && serverUrl !== undefined && host !== serverUrl) {
    context.addIssue({
      code: 'custom',
      path: ['server_url'],
      message: 'says another address than "host", which means the same: keep one of the two',
    });
    return z.NEVER;
  }
  // A server that requires an API key accepts only TLS.
  const others = { ...settings, tls: tls ?? settings.apiKey !== undefined };
  if (host === undefined && serverUrl === undefined && port === undefined) return others;
  const address = parseAddress(host ?? serverUrl ?? DEFAULT_HOST);
  const path = [host === undefined ? 'server_url' : 'host'];
  if (address === undefined) {
    const message = `expected an address such as ${DEFAULT_HOST}:${DEFAULT_PORT}, without a scheme such as "http://"`;
    context.addIssue({ code: 'custom', path, message });
    return z.NEVER;
  }
  if (port !== undefined && address.port !== undefined && address.port !== port) {
    const message = `says another port than "${path[0]}" has (${address.port}): keep one of the two`;
    context.addIssue({ code: 'custom', path: ['port'], message });
    return z.NEVER;
  }
  return { ...others, host: `${address.host}:${address.port ?? port ?? DEFAULT_PORT}` };
});

/** Parses `host`, `host:port`, `[ip6]` and `[ip6]:port`. */
function parseAddress(text: string): { host: string; port?: number } | undefined {
  const match = /^(\[[\da-f:.]+\]|[^\s:/@[\]]+)(?::(\d{1,5}))?$/i.exec(text);
  const host = match?.[1];
  if (host === undefined) return undefined;
  if (match?.[2] === undefined) return { host };
  const port = Number(match[2]);
  return port >= 1 && port <= 65_535 ? { host, port } : undefined;
}
