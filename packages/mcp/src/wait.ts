import { CancelledError } from '@mcp-agent/core/errors';
import type { AbortSignalLike } from '@mcp-agent/core/provider';

/** What a cancelled wait rejects with: the signal's own reason where it says more than that it was aborted. */
export function cancellation(signal: AbortSignalLike): Error {
  const { reason } = signal;
  return reason instanceof Error && reason.name !== 'AbortError' ? reason : new CancelledError();
}

/** Waits for what others may wait for too: who cancels stops waiting, and what is awaited goes on. */
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

/** Whether something happens in time. Leaves no timer behind. */
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
