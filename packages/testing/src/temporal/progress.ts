const REPORT_INTERVAL_MS = 15_000;

/** Prints a message to stderr, so that stdout stays machine-readable. */
export function writeToStderr(message: string): void {
  process.stderr.write(`[temporal] ${message}\n`);
}

/**
 * Runs a slow step, and reports it at its start and then its elapsed time at intervals.
 *
 * @param intervalMs milliseconds between two reports. Default: 15,000
 */
export async function withProgress<T>(
  onProgress: (message: string) => void,
  step: string,
  work: () => Promise<T>,
  intervalMs: number = REPORT_INTERVAL_MS,
): Promise<T> {
  onProgress(step);
  const start = Date.now();
  const timer = setInterval(() => {
    onProgress(`${step} (${Math.round((Date.now() - start) / 1000)} s so far)`);
  }, intervalMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
