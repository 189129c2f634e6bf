import type { TemporalSettings } from '@mcp-agent/executor-temporal';
import { z } from 'zod';
import { section } from './section.ts';

const DEFAULT_HOST = 'localhost';
const DEFAULT_PORT = 7233;

/** The settings with the other keys that a file may use for the server's address. */
interface TemporalFile extends TemporalSettings {
  readonly serverUrl?: string;
  readonly port?: number;
}

export const temporalSchema: z.ZodType<TemporalSettings> = section<TemporalFile>('temporal', {
  host: z
    .string()
    .min(1)
    .optional()
    .meta({ 'x-env': ['TEMPORAL_ADDRESS'] }),
  server_url: z.string().min(1).optional().describe('Another name for `host`.'),
  port: z.int().min(1).max(65_535).optional().describe('Port of the server, if `host` has none.'),
  namespace: z
    .string()
    .min(1)
    .optional()
    .meta({ 'x-env': ['TEMPORAL_NAMESPACE'] }),
  task_queue: z.string().min(1).optional(),
  api_key: z
    .string()
    .optional()
    .meta({ 'x-env': ['TEMPORAL_API_KEY'] }),
  tls: z.boolean().optional(),
  rpc_metadata: z.record(z.string(), z.string()).optional(),
  id_reuse_policy: z
    .enum(['allow_duplicate', 'allow_duplicate_failed_only', 'reject_duplicate', 'terminate_if_running'])
    .optional(),
  worker_count: z.int().min(1).default(1),
  max_concurrent_activities: z.int().min(1).optional(),
  timeout_seconds: z.number().positive().optional(),
  shutdown_grace_seconds: z.number().min(0).optional(),
  workflow_task_modules: z.array(z.string()).optional(),
}).transform(({ host, serverUrl, port, ...others }, context) => {
  if (host !== undefined && serverUrl !== undefined && host !== serverUrl) {
    const message = 'differs from "host", which means the same: remove one of the two';
    context.addIssue({ code: 'custom', path: ['server_url'], message });
    return z.NEVER;
  }
  if (host === undefined && serverUrl === undefined && port === undefined) return others;
  const address = parseAddress(host ?? serverUrl ?? DEFAULT_HOST);
  const path = [host === undefined ? 'server_url' : 'host'];
  if (address === undefined) {
    const message = `expected an address such as ${DEFAULT_HOST}:${DEFAULT_PORT}, without a scheme such as "http://"`;
    context.addIssue({ code: 'custom', path, message });
    return z.NEVER;
  }
  if (port !== undefined && address.port !== undefined && address.port !== port) {
    const message = `differs from the port in "${path[0]}" (${address.port}): remove one of the two`;
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
