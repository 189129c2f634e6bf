import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** npm and pnpm forward a Ctrl-C that the terminal has already sent: a signal so soon after the first is ignored. */
const SAME_MS = 500;
const POLL_MS = 500;
/** The program exits after this time even if something hangs: there may be no user who could signal it again. */
const MAX_MS = 20_000;

/** Why the program shuts down: a signal, or the loss of its terminal or parent. */
export class ShutdownError extends Error {
  /** Exit status as in a shell: 128 plus the signal's number. */
  readonly status: number;

  constructor(signal: (typeof SIGNALS)[number]) {
    super(`Stopped by ${signal}.`);
    this.status = 128 + constants.signals[signal];
  }
}

/**
 * Returns a signal that is aborted with a {@link ShutdownError} when the program must shut down. A second signal
 * exits at once, and the processes that the program started exit with it.
 */
export function shutdownSignal(): AbortSignal {
  const controller = new AbortController();
  let stoppedAt: number | undefined;
  const stop = (signal: (typeof SIGNALS)[number]): void => {
    const error = new ShutdownError(signal);
    if (stoppedAt === undefined) {
      stoppedAt = Date.now();
      setTimeout(() => process.exit(error.status), MAX_MS).unref();
      controller.abort(error);
    } else if (Date.now() - stoppedAt > SAME_MS) {
      process.exit(error.status);
    }
  };
  for (const name of SIGNALS) process.on(name, stop);
  // The reader, such as `head`, is gone. Each later write fails as well.
  process.stdout.on('error', () => stoppedAt ?? stop('SIGHUP'));
  // A parent that was killed sends no signal.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent && stoppedAt === undefined) stop('SIGHUP');
  }, POLL_MS).unref();
  return controller.signal;
}
