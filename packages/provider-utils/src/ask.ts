import type { ActivityContext } from '@mcp-agent/core';
import type { ModelResponse } from '@mcp-agent/core/provider';
import { asModelError } from './failure.ts';
import type { Service } from './service.ts';
import { type Unusable, unusableError } from './unusable.ts';

/** A request on its way. */
export interface Asking {
  /** Aborted when nobody waits for the answer any more. It is this request's own: listeners go with it. */
  readonly signal: AbortSignal;
  /** The service's id for the request. To be set with the answer's first bytes: errors after them tell it. */
  requestId?: string | null;
}

/**
 * Asks a service once, and makes of whatever comes what the contract wants: an answer with its request id, or
 * a {@link ModelError} that is final or not, with the time that the service asks for, with advice, and with no
 * secret in it. A request that is cancelled ends with the reason of who cancelled it.
 *
 * @param ask makes the request and reads the answer; it may throw what its client throws
 */
export async function askService(
  service: Service,
  { signal, log }: ActivityContext,
  ask: (asking: Asking) => Promise<ModelResponse | Unusable>,
): Promise<ModelResponse> {
  signal.throwIfAborted();
  const controller = new AbortController();
  const asking: Asking = { signal: controller.signal };
  const stop = (): void => controller.abort(signal.reason);
  signal.addEventListener('abort', stop);
  try {
    const answer = await ask(asking);
    // Clients end a stream that was cancelled as if it were over.
    signal.throwIfAborted();
    const requestId = asking.requestId ?? undefined;
    if ('fault' in answer) throw unusableError(answer, service, requestId);
    if (answer.stopReason === 'max_tokens') {
      log('warn', 'The answer reached its limit of tokens and is cut off.', { model: service.model });
    }
    return { ...answer, ...(requestId !== undefined && { requestId }) };
  } catch (failure) {
    // What is left of an answer that nobody reads ends with its connection.
    controller.abort(failure);
    // Who was told to stop says so with the engine's own reason, and not that the service failed.
    signal.throwIfAborted();
    throw asModelError(failure, service, asking.requestId ?? undefined);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
