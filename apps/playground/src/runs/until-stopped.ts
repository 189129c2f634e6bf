import { setTimeout as wait } from 'node:timers/promises';
import type { JsonValue } from '@mcp-agent/core';
import type { EngineClient } from '../engine/executor-client.ts';

/** How long a workflow may clean up when the playground stops. */
const GRACE_MS = 3_000;

/**
 * Returns the result of a workflow. Cancels the workflow when the signal is aborted, and terminates it if it does not
 * end in time.
 */
export async function untilStopped(
  client: EngineClient,
  workflowId: string,
  signal: AbortSignal,
): Promise<JsonValue> {
  const result = client.result(workflowId);
  const stop = (): void => void end(client, workflowId, result);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await result;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function end(client: EngineClient, workflowId: string, result: Promise<unknown>): Promise<void> {
  const ended = new AbortController();
  const stopWaiting = (): void => ended.abort();
  result.then(stopWaiting, stopWaiting);
  try {
    await client.send(workflowId, { kind: 'cancel' });
    await wait(GRACE_MS, undefined, { signal: ended.signal });
    await client.send(workflowId, { kind: 'terminate' });
  } catch {
    // The workflow has ended by itself, or the engine is gone.
  }
}
