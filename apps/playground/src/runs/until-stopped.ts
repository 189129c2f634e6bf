import { setTimeout as wait } from 'node:timers/promises';
import type { WorkflowHandle } from '@mcp-agent/core';

/** How long a workflow may clean up when the playground ends. */
const GRACE_MS = 3_000;

/** The result of a workflow, which is cancelled when the signal is aborted, and terminated where that is not enough. */
export async function untilStopped<T>(handle: WorkflowHandle<T>, signal: AbortSignal): Promise<T> {
  const result = handle.result();
  const stop = (): void => void end(handle, result);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await result;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function end(handle: WorkflowHandle, result: Promise<unknown>): Promise<void> {
  const ended = new AbortController();
  const stopWaiting = (): void => ended.abort();
  result.then(stopWaiting, stopWaiting);
  try {
    await handle.cancel();
    await wait(GRACE_MS, undefined, { signal: ended.signal });
    await handle.terminate('The playground was stopped.');
  } catch {
    // It has ended by itself, or there is no engine left to tell.
  }
}
