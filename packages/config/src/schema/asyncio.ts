import { z } from 'zod';
import { section } from './section.ts';

/** The `asyncio` section: the in-memory engine. */
export interface AsyncioSettings {
  /** Number of finished runs to keep; older ones are forgotten. Default: 1,000. */
  readonly keepFinished?: number;
  /** How long running workflows may clean up when the executor closes, in seconds. Default: 5. */
  readonly closeGraceSeconds?: number;
}

export const asyncioSchema: z.ZodType<AsyncioSettings> = section<AsyncioSettings>({
  keep_finished: z
    .int()
    .min(0)
    .optional()
    .describe('How many runs that have ended are still known, the last ones. Without it 1,000.'),
  close_grace_seconds: z
    .number()
    .min(0)
    .optional()
    .describe('How long workflows may clean up when the executor is closed, in seconds. Without it 5.'),
});
