import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** npm and pnpm hand a Ctrl-C on that the terminal has sent us already: so soon after, it is the same one. */
const SAME_MS = 500;
const LOOK_EVERY_MS = 500;
/** Whatever hangs, the program has ended by then: nobody may be left to tell it twice. */
const MAX_MS = 20_000;

/** Why the program is to end: a signal, or that nobody is there any more. */
export class ToldToEnd extends Error {
  /** As a shell has it: 128 and the signal's number. */
  readonly status: number;

  constructor(signal: (typeof SIGNALS)[number]) {
    super(`Ended by ${signal}.`);
    this.status = 128 + constants.signals[signal];
  }
}

/**
 * A signal that is aborted when the program is told to end, with {@link ToldToEnd}. Who says it twice does not
 * want to wait: the program exits, and what it started ends with it.
 */
export function untilTold(): AbortSignal {
  const told = new AbortController();
  let toldAt: number | undefined;
  const tell = (signal: (typeof SIGNALS)[number]): void => {
    const why = new ToldToEnd(signal);
    if (toldAt === undefined) {
      toldAt = Date.now();
      setTimeout(() => process.exit(why.status), MAX_MS).unref();
      told.abort(why);
    } else if (Date.now() - toldAt > SAME_MS) {
      process.exit(why.status);
    }
  };
  for (const name of SIGNALS) process.on(name, tell);
  // Nobody reads any more, such as `head`: writing on may say so often.
  process.stdout.on('error', () => toldAt ?? tell('SIGHUP'));
  // Whoever started this is gone, and could not say so.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent && toldAt === undefined) tell('SIGHUP');
  }, LOOK_EVERY_MS).unref();
  return told.signal;
}
