import { z } from 'zod';
import { section } from './section.ts';

/** How the name of a log or trace file is made. */
export interface PathSettings {
  /** The file's path; `{unique_id}` in it is replaced. */
  readonly pathPattern: string;
  /** What replaces `{unique_id}`: the time, or an id of the session. Default `timestamp`. */
  readonly uniqueId: 'timestamp' | 'session_id';
  /** How the time is written, in the letters of `strftime`. Default `%Y%m%d_%H%M%S`. */
  readonly timestampFormat: string;
}

/** The schema of path settings with the given default pattern. */
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
