import { setTimeout as wait } from 'node:timers/promises';

/** Waits for a promise that may never settle. Rejects with a message once the timeout, in milliseconds, is over. */
export function withTimeout<T>(running: Promise<T>, timeoutMs: number, message: string): Promise<T> {
  const timeout = wait(timeoutMs, undefined, { ref: false }).then(() => {
    throw new Error(message);
  });
  return Promise.race([running, timeout]);
}
