import { z } from 'zod';
import { type PathSettings, pathSettingsSchema } from './path-settings.ts';
import { section } from './section.ts';

/** Exports traces to the console. */
export interface ConsoleExporterSettings {
  readonly type: 'console';
}

/** Exports traces to a file. */
export interface FileExporterSettings {
  readonly type: 'file';
  /** Path of the file. */
  readonly path?: string;
  /** Settings that generate the file name, instead of `path`. */
  readonly pathSettings?: PathSettings;
}

/** Exports traces to a collector. */
export interface OtlpExporterSettings {
  readonly type: 'otlp';
  /** URL of the collector. */
  readonly endpoint?: string;
  /** HTTP headers sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A trace exporter. */
export type ExporterSettings = ConsoleExporterSettings | FileExporterSettings | OtlpExporterSettings;

/** The settings of a file exporter, without its type. */
export type FileExporterOptions = Omit<FileExporterSettings, 'type'>;
/** The settings of an OTLP exporter, without its type. */
export type OtlpExporterOptions = Omit<OtlpExporterSettings, 'type'>;

interface KeyedExporter {
  readonly console?: Readonly<Record<string, never>> | null;
  readonly file?: FileExporterOptions | null;
  readonly otlp?: OtlpExporterOptions | null;
}

/** An exporter as written in the file: its name, `{ type: name, ... }`, or `{ name: { ... } }`. */
export type ExporterFile = ExporterSettings['type'] | ExporterSettings | KeyedExporter;

const fileShape = {
  path: z.string().optional().describe('The file.'),
  path_settings: pathSettingsSchema('traces/mcp-agent-trace-{unique_id}.jsonl')
    .optional()
    .describe("How the file's name is made, in place of `path`."),
};

const otlpShape = {
  endpoint: z.string().optional().describe("The collector's address."),
  headers: z.record(z.string(), z.string()).optional().describe('HTTP headers of every request.'),
};

const fileExporterSchema = section<FileExporterOptions>(fileShape);
/** The keys of {@link OtlpExporterOptions}, as in the file. */
export const otlpExporterSchema: z.ZodType<OtlpExporterOptions> = section<OtlpExporterOptions>(otlpShape);

export const exporterSchema: z.ZodType<ExporterFile> = z.union([
  z.enum(['console', 'file', 'otlp']),
  section<ConsoleExporterSettings>({ type: z.literal('console') }),
  section<FileExporterSettings>({ type: z.literal('file'), ...fileShape }),
  section<OtlpExporterSettings>({ type: z.literal('otlp'), ...otlpShape }),
  // `- file:` without a value is a map whose value is null.
  section<KeyedExporter>({
    console: z.record(z.string(), z.never()).nullable().optional().describe('Traces on the console.'),
    file: fileExporterSchema.nullable().optional().describe('Traces in a file.'),
    otlp: otlpExporterSchema.nullable().optional().describe('Traces to a collector.'),
  }).refine((keyed) => Object.keys(keyed).length > 0),
]);

/** Converts an entry of the file to the exporters that it names, merged with the older keys beside the list. */
export function exportersOf(
  entry: ExporterFile,
  older: { file: FileExporterOptions; otlp: OtlpExporterOptions },
): ExporterSettings[] {
  const keyed: KeyedExporter =
    typeof entry === 'string' ? { [entry]: {} } : 'type' in entry ? { [entry.type]: entry } : entry;
  const exporters: ExporterSettings[] = [];
  if (keyed.console !== undefined) exporters.push({ type: 'console' });
  if (keyed.file !== undefined) exporters.push({ ...older.file, ...keyed.file, type: 'file' });
  if (keyed.otlp !== undefined) exporters.push({ ...older.otlp, ...keyed.otlp, type: 'otlp' });
  return exporters;
}
