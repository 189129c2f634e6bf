const REPORT_EVERY_MS = 15_000;

/** Writes a message as a line on stderr, where it disturbs no output that a program reads. */
export function writeToStderr(message: string): void {
  process.stderr.write(`[temporal] ${message}\n`);
}

/**
 * Does something slow in sight of the user: says what it is at once, and how long it has taken from time
 * to time.
 *
 * @param everyMs Milliseconds between two reports; 15,000 by default.
 */
export async function withProgress<T>(
  onProgress: (message: string) => void,
  what: string,
  work: () => Promise<T>,
  everyMs: number = REPORT_EVERY_MS,
): Promise<T> {
  onProgress(what);
  const start = Date.now();
  const timer = setInterval(() => {
    onProgress(`${what} (${Math.round((Date.now() - start) / 1000)} s so far)`);
  }, everyMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
