import type { McpAgentError } from '@mcp-agent/core/errors';

const MIN_INTERVAL_MS = 1_000;
const MAX_INTERVAL_MS = 30_000;
/** Part of the time waited so far that passes until the next look. */
const INTERVAL_PART = 1 / 4;

/**
 * Waits for an answer, and looks from time to time whether it can come at all. An answer within a second costs no
 * request more.
 *
 * @param look returns the error to throw. If it throws, the answer counts
 */
export async function whileWaiting<T>(
  answer: Promise<T>,
  look: () => Promise<McpAgentError | undefined>,
): Promise<T> {
  const { promise: hopeless, reject } = Promise.withResolvers<never>();
  const begunAt = performance.now();
  let timer: NodeJS.Timeout | undefined;
  let over = false;
  const lookLater = (): void => {
    if (over) return;
    const waited = performance.now() - begunAt;
    const interval = Math.min(MAX_INTERVAL_MS, Math.max(MIN_INTERVAL_MS, waited * INTERVAL_PART));
    // The request keeps the process alive, not the timer.
    timer = setTimeout(() => {
      look().then((error) => (error === undefined ? lookLater() : reject(error)), lookLater);
    }, interval).unref();
  };
  lookLater();
  try {
    return await Promise.race([answer, hopeless]);
  } finally {
    over = true;
    clearTimeout(timer);
  }
}
