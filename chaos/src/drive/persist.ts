import { setTimeout as wait } from 'node:timers/promises';
import {
  EngineRequestError,
  EngineUnavailableError,
  McpAgentError,
  NoWorkerError,
} from '@mcp-agent/core/errors';

const RETRY_MS = 250;

/** Counts the requests that failed for a reason that goes away, by the code of the error. */
export type FailedRequests = Map<string, number>;

/**
 * Makes a request of a client until it is answered: the server may be away, and so may all workers.
 *
 * @param signal ends the attempts
 * @throws the error of the request, if another attempt cannot help; the signal's reason
 */
export async function persist<T>(
  request: () => Promise<T>,
  failed: FailedRequests,
  signal: AbortSignal,
): Promise<T> {
  for (;;) {
    signal.throwIfAborted();
    try {
      return await request();
    } catch (error) {
      if (!isPassing(error)) throw error;
      failed.set(error.code, (failed.get(error.code) ?? 0) + 1);
      await wait(RETRY_MS);
    }
  }
}

function isPassing(error: unknown): error is McpAgentError {
  return (
    EngineUnavailableError.isInstance(error) ||
    EngineRequestError.isInstance(error) ||
    NoWorkerError.isInstance(error)
  );
}
