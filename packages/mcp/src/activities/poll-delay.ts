const MAX_MS = 3_600_000;
/** The least delay for each attempt so far, in milliseconds. */
const STEP_MS = 250;
/** The greatest of these, in milliseconds. */
const MAX_STEPS_MS = 300_000;

/**
 * Returns the delay until a task is looked at again, in milliseconds: the server's poll interval, at most an hour, and
 * at least a quarter of a second for each look so far, up to 5 minutes. So the end of a task of an hour is seen within
 * 42 seconds, that of one of three days within 5 minutes, after some 1,500 looks.
 *
 * @param looks so far
 * @param pollMs the poll interval, if the server states one
 */
export function pollDelay(looks: number, pollMs: number = 0): number {
  const asked = Number.isFinite(pollMs) ? Math.min(Math.max(pollMs, 0), MAX_MS) : 0;
  return Math.max(asked, Math.min(looks * STEP_MS, MAX_STEPS_MS));
}
