import { z } from 'zod';
import { type PathSettings, pathSettingsSchema } from './path-settings.ts';
import { section } from './section.ts';

/** Where events are written to. */
export type LogTransport = 'none' | 'console' | 'file' | 'http';

/** The section `logger`. */
export interface LoggerSettings {
  /** Where events are written to, when `transports` is empty. Default `console`. */
  readonly type: LogTransport;
  /** Where events are written to, when to more than one place. */
  readonly transports: readonly LogTransport[];
  /** The least severe events that are written. Default `info`. */
  readonly level: 'debug' | 'info' | 'warning' | 'error';
  /** Whether progress is shown. Default false. */
  readonly progressDisplay: boolean;
  /** The file of the transport `file`. Default `mcp-agent.jsonl`. */
  readonly path: string;
  /** How the file's name is made, in place of `path`. */
  readonly pathSettings?: PathSettings;
  /** How many events are written at once. Default 100. */
  readonly batchSize: number;
  /** How long events wait to be written, in seconds. Default 2. */
  readonly flushIntervalSeconds: number;
  /** How many events may wait. Default 2048. */
  readonly maxQueueSize: number;
  /** The address of the transport `http`. */
  readonly httpEndpoint?: string;
  /** HTTP headers of the transport `http`. */
  readonly httpHeaders?: Readonly<Record<string, string>>;
  /** How long one request of the transport `http` may take, in seconds. Default 5. */
  readonly httpTimeoutSeconds: number;
}

interface LoggerFile extends Omit<LoggerSettings, 'flushIntervalSeconds' | 'httpTimeoutSeconds'> {
  readonly flushInterval: number;
  readonly httpTimeout: number;
}

const transport = z.enum(['none', 'console', 'file', 'http']);

export const loggerSchema: z.ZodType<LoggerSettings> = section<LoggerFile>({
  type: transport.default('console').describe('Where events are written to, when `transports` is empty.'),
  transports: z
    .array(transport)
    .default([])
    .describe('Where events are written to, when to more than one place.'),
  level: z
    .enum(['debug', 'info', 'warning', 'error'])
    .default('info')
    .describe('The least severe events that are written.'),
  progress_display: z.boolean().default(false).describe('Whether progress is shown.'),
  path: z.string().default('mcp-agent.jsonl').describe('The file of the transport `file`.'),
  path_settings: pathSettingsSchema('logs/mcp-agent-{unique_id}.jsonl')
    .optional()
    .describe("How the file's name is made, in place of `path`."),
  batch_size: z.int().min(1).default(100).describe('How many events are written at once.'),
  flush_interval: z
    .number()
    .positive()
    .default(2)
    .describe('How long events wait to be written, in seconds.'),
  max_queue_size: z.int().min(1).default(2048).describe('How many events may wait.'),
  http_endpoint: z.string().optional().describe('The address of the transport `http`.'),
  http_headers: z.record(z.string(), z.string()).optional().describe('HTTP headers of the transport `http`.'),
  http_timeout: z
    .number()
    .positive()
    .default(5)
    .describe('How long one request of the transport `http` may take, in seconds.'),
}).transform(({ flushInterval, httpTimeout, ...settings }) => ({
  ...settings,
  flushIntervalSeconds: flushInterval,
  httpTimeoutSeconds: httpTimeout,
}));
