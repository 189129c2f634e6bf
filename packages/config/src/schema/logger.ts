import { z } from 'zod';
import { type PathSettings, pathSettingsSchema } from './path-settings.ts';
import { section } from './section.ts';

/** A destination of events. */
export type LogTransport = 'none' | 'console' | 'file' | 'http';

/** The `logger` section. */
export interface LoggerSettings {
  /** Destination of events: stderr for every value except `none`. Default: `console`. */
  readonly type: LogTransport;
  /** Destinations of events, if more than one. */
  readonly transports: readonly LogTransport[];
  /** Minimum level of events. Default: `info`. */
  readonly level: 'debug' | 'info' | 'warning' | 'error';
  /** Whether to show progress. Default: false. */
  readonly progressDisplay: boolean;
  /** Path for the `file` transport. Default: `mcp-agent.jsonl`. */
  readonly path: string;
  /** Settings that generate the file name, instead of `path`. */
  readonly pathSettings?: PathSettings;
  /** Number of events per batch. Default: 100. */
  readonly batchSize: number;
  /** How long events are buffered before they are written, in seconds. Default: 2. */
  readonly flushIntervalSeconds: number;
  /** Maximum number of buffered events. Default: 2048. */
  readonly maxQueueSize: number;
  /** URL for the `http` transport. */
  readonly httpEndpoint?: string;
  /** HTTP headers for the `http` transport. */
  readonly httpHeaders?: Readonly<Record<string, string>>;
  /** Timeout of one request of the `http` transport, in seconds. Default: 5. */
  readonly httpTimeoutSeconds: number;
}

interface LoggerFile extends Omit<LoggerSettings, 'flushIntervalSeconds' | 'httpTimeoutSeconds'> {
  readonly flushInterval: number;
  readonly httpTimeout: number;
}

const transport = z.enum(['none', 'console', 'file', 'http']);

export const loggerSchema: z.ZodType<LoggerSettings> = section<LoggerFile>({
  type: transport.default('console').meta({
    description: 'Where events are written to: `console` is stderr.',
    'x-unused-values': ['file', 'http'],
  }),
  transports: z
    .array(transport)
    .default([])
    .meta({ description: 'Where events are written to, when to more than one place.', 'x-unused': true }),
  level: z
    .enum(['debug', 'info', 'warning', 'error'])
    .default('info')
    .describe('The least severe events that are written.'),
  progress_display: z
    .boolean()
    .default(false)
    .meta({ description: 'Whether progress is shown.', 'x-unused': true }),
  path: z
    .string()
    .default('mcp-agent.jsonl')
    .meta({ description: 'The file of the transport `file`.', 'x-unused': true }),
  path_settings: pathSettingsSchema('logs/mcp-agent-{unique_id}.jsonl')
    .optional()
    .meta({ description: "How the file's name is made, in place of `path`.", 'x-unused': true }),
  batch_size: z
    .int()
    .min(1)
    .default(100)
    .meta({ description: 'How many events are written at once.', 'x-unused': true }),
  flush_interval: z
    .number()
    .positive()
    .default(2)
    .meta({ description: 'How long events wait to be written, in seconds.', 'x-unused': true }),
  max_queue_size: z
    .int()
    .min(1)
    .default(2048)
    .meta({ description: 'How many events may wait.', 'x-unused': true }),
  http_endpoint: z
    .string()
    .optional()
    .meta({ description: 'The address of the transport `http`.', 'x-unused': true }),
  http_headers: z
    .record(z.string(), z.string())
    .optional()
    .meta({ description: 'HTTP headers of the transport `http`.', 'x-unused': true }),
  http_timeout: z.number().positive().default(5).meta({
    description: 'How long one request of the transport `http` may take, in seconds.',
    'x-unused': true,
  }),
}).transform(({ flushInterval, httpTimeout, ...settings }) => ({
  ...settings,
  flushIntervalSeconds: flushInterval,
  httpTimeoutSeconds: httpTimeout,
}));
