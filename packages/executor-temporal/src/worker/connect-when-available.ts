import { setTimeout as wait } from 'node:timers/promises';
import { EngineUnavailableError } from '@mcp-agent/core/errors';
import { messageOf } from '@mcp-agent/core/engine';
import type { NativeConnection } from '@temporalio/worker';
import type { ServerOutage } from './server-outage.ts';

const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 5_000;

/**
 * Connects a worker, however long the server is away. Other errors do not heal, and are thrown at once.
 *
 * @param connect tries once
 * @param outage logs that the worker waits
 * @param stop ends the wait; the promise then rejects with its reason
 */
export async function connectWhenAvailable(
  connect: () => Promise<NativeConnection>,
  outage: ServerOutage,
  stop: AbortSignal,
): Promise<NativeConnection> {
  for (let retryMs = FIRST_RETRY_MS; ; retryMs = Math.min(retryMs * 2, MAX_RETRY_MS)) {
    try {
      const connection = await connectUnless(connect, stop);
      outage.back();
      return connection;
    } catch (error) {
      if (!EngineUnavailableError.isInstance(error)) throw error;
      outage.lost(messageOf(error.cause ?? error));
    }
    await wait(retryMs, undefined, { signal: stop });
  }
}

/** Connects. If stopped meanwhile, rejects at once and closes the connection when it is made. */
async function connectUnless(
  connect: () => Promise<NativeConnection>,
  stop: AbortSignal,
): Promise<NativeConnection> {
  stop.throwIfAborted();
  const stopped = Promise.withResolvers<never>();
  const onStop = (): void => stopped.reject(stop.reason);
  stop.addEventListener('abort', onStop, { once: true });
  const connecting = connect();
  try {
    return await Promise.race([connecting, stopped.promise]);
  } catch (error) {
    connecting.then(
      (connection) => connection.close(),
      () => {},
    );
    throw error;
  } finally {
    stop.removeEventListener('abort', onStop);
  }
}
