import { CancelledError } from '@mcp-agent/core/errors';
import type { AbortSignalLike } from '@mcp-agent/core/provider';

/** The longest delay of a Node.js timer, in milliseconds. */
export const MAX_TIMER_MS: number = 2 ** 31 - 1;

/** Returns the error of a cancelled wait: the signal's reason, unless that is a plain `AbortError`. */
export function cancellation(signal: AbortSignalLike): Error {
  const { reason } = signal;
  return reason instanceof Error && reason.name !== 'AbortError' ? reason : new CancelledError();
}

/** Awaits a shared promise. Aborting the signal stops the wait, not the operation. */
export async function waitFor<T>(promise: Promise<T>, signal: AbortSignalLike): Promise<T> {
  if (signal.aborted) {
    promise.catch(() => {});
    throw cancellation(signal);
  }
  let stop: () => void = () => {};
  const cancelled = new Promise<never>((_resolve, reject) => {
    stop = () => reject(cancellation(signal));
  });
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([promise, cancelled]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Resolves with whether an event happens within `ms` milliseconds. Leaves no timer behind. */
export async function within(ms: number, event: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([event.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
