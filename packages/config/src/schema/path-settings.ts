import { z } from 'zod';
import { section } from './section.ts';

/** Settings that generate the name of a log or trace file. */
export interface PathSettings {
  /** Path pattern in which `{unique_id}` is replaced. */
  readonly pathPattern: string;
  /** Replacement of `{unique_id}`: the time, or a session ID. Default: `timestamp`. */
  readonly uniqueId: 'timestamp' | 'session_id';
  /** Time format, in `strftime` notation. Default: `%Y%m%d_%H%M%S`. */
  readonly timestampFormat: string;
}

/** Returns the schema of path settings with the given default pattern. */
export function pathSettingsSchema(defaultPattern: string): z.ZodType<PathSettings> {
  return section<PathSettings>({
    path_pattern: z
      .string()
      .default(defaultPattern)
      .describe("The file's path; `{unique_id}` in it is replaced."),
    unique_id: z
      .enum(['timestamp', 'session_id'])
      .default('timestamp')
      .describe('What replaces `{unique_id}`: the time, or an id of the session.'),
    timestamp_format: z
      .string()
      .default('%Y%m%d_%H%M%S')
      .describe('How the time is written, in the letters of `strftime`.'),
  });
}
