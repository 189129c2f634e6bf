import { z } from 'zod';
import {
  type ExporterFile,
  type ExporterSettings,
  type OtlpExporterOptions,
  exporterSchema,
  exportersOf,
  otlpExporterSchema,
} from './otel-exporters.ts';
import { type PathSettings, pathSettingsSchema } from './path-settings.ts';
import { section } from './section.ts';

/** The `otel` section: tracing with OpenTelemetry. */
export interface OtelSettings {
  /** Whether to record traces. Default: false. */
  readonly enabled: boolean;
  /** Trace exporters. */
  readonly exporters: readonly ExporterSettings[];
  /** The service's name in traces. Default: `mcp-agent`. */
  readonly serviceName: string;
  /** ID of this instance of the service. */
  readonly serviceInstanceId?: string;
  /** The service's version. */
  readonly serviceVersion?: string;
  /** Fraction of traces to sample, from 0 to 1. Default: 1. */
  readonly sampleRate: number;
}

interface OtelFile extends Omit<OtelSettings, 'exporters'> {
  readonly exporters: readonly ExporterFile[];
  readonly path?: string;
  readonly pathSettings?: PathSettings;
  readonly otlpSettings?: OtlpExporterOptions;
}

export const otelSchema: z.ZodType<OtelSettings> = section<OtelFile>({
  enabled: z.boolean().default(false).describe('Whether traces are made.'),
  exporters: z
    .array(exporterSchema)
    .default([])
    .describe('Where traces go: `console`, `file` or `otlp`, each alone or with settings of its own.'),
  service_name: z.string().default('mcp-agent').describe("The service's name in traces."),
  service_instance_id: z.string().optional().describe('The id of this instance of the service.'),
  service_version: z.string().optional().describe("The service's version."),
  sample_rate: z.number().min(0).max(1).default(1).describe('The share of traces that is kept, from 0 to 1.'),
  path: z.string().optional().describe('The file of an exporter `file` that names none.'),
  path_settings: pathSettingsSchema('traces/mcp-agent-trace-{unique_id}.jsonl')
    .optional()
    .describe("How the file's name is made, for an exporter `file` that does not say."),
  otlp_settings: otlpExporterSchema.optional().describe('What an exporter `otlp` does not say itself.'),
}).transform(({ exporters, path, pathSettings, otlpSettings, ...settings }) => {
  const older = {
    file: {
      ...(path === undefined ? {} : { path }),
      ...(pathSettings === undefined ? {} : { pathSettings }),
    },
    otlp: otlpSettings ?? {},
  };
  return { ...settings, exporters: exporters.flatMap((entry) => exportersOf(entry, older)) };
});
