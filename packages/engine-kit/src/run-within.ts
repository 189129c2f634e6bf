import type { LimitedRun } from '@mcp-agent/core/engine';
import { startTimer } from './timer.ts';

/** Runs a function with a signal that is aborted after a time, and then rejects with the same error. */
export async function runWithin<T>({ ms, signal, expired, run }: LimitedRun<T>): Promise<T> {
  const controller = new AbortController();
  const late = Promise.withResolvers<never>();
  const timer = startTimer(ms, () => {
    const error = expired();
    controller.abort(error);
    late.reject(error);
  });
  const stop = (): void => controller.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await Promise.race([run(controller.signal), late.promise]);
  } finally {
    timer[Symbol.dispose]();
    signal.removeEventListener('abort', stop);
  }
}
