import { checkMayStart } from './query-turns.ts';

/** The longest delay of a Node.js timer, in milliseconds. A longer one counts as 1 ms. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/**
 * Installs timers in the isolate that accept the same arguments as Node.js timers. The SDK's timers fail the workflow
 * task repeatedly if a delay is not a number, or if a cleared timer has fired or never existed.
 */
export function provideTimers(): void {
  const { setTimeout: start, clearTimeout: clear } = globalThis;
  const open = new Set<unknown>();
  const startTimer = (
    callback: (...args: unknown[]) => void,
    delay?: unknown,
    ...args: unknown[]
  ): unknown => {
    if (typeof callback !== 'function') {
      throw new TypeError(
        `setTimeout needs a function as its first argument; it received ${typeof callback}.`,
      );
    }
    checkMayStart('a timer');
    const ms = Number(delay);
    const handle: unknown = start(
      () => {
        open.delete(handle);
        callback(...args);
      },
      ms >= 1 && ms <= MAX_DELAY_MS ? Math.trunc(ms) : 1,
    );
    open.add(handle);
    return handle;
  };
  Object.assign(globalThis, {
    setTimeout: startTimer,
    clearTimeout: (handle?: NodeJS.Timeout) => {
      if (open.delete(handle)) clear(handle);
    },
  });
}
