import { InvalidArgumentError } from '@mcp-agent/core/errors';
import { isAnswering } from './query-turns.ts';

/** The longest delay of Node's timers; a longer one counts as 1 ms. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/**
 * Gives the isolate timers that take what Node's take. The SDK's own fail the workflow task, again and again, where a
 * delay is no number, and where a timer is cleared that has fired or that never was.
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
      throw new TypeError('setTimeout needs a function as its first argument.');
    }
    if (isAnswering()) {
      throw new InvalidArgumentError(
        'A query handler began a timer. Let query handlers read variables and nothing else.',
        { argument: 'handler' },
      );
    }
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
