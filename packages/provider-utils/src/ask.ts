import type { ActivityContext, Usage } from '@mcp-agent/core';
import type { ModelResponse } from '@mcp-agent/core/provider';
import { asModelError } from './failure.ts';
import type { Service } from './service.ts';
import { type Unusable, unusableError } from './unusable.ts';

/** A request in progress. */
export interface Asking {
  /**
   * Aborted when the response is no longer needed. Used by this request only, so its listeners are released with it.
   */
  readonly signal: AbortSignal;
  /** The service's request ID. Set it with the first bytes of the response, so that later errors include it. */
  requestId?: string | null;
  /** Tokens that the response has used so far. Set it as soon as the service reports it, so that errors include it. */
  usage?: Usage | undefined;
  /** Returns the data of an official client's response, and sets the request ID. */
  receive<Data>(call: ClientCall<Data>): Promise<Data>;
}

/** A request of an official client. */
interface ClientCall<Data> {
  withResponse(): Promise<{ readonly data: Data; readonly request_id: string | null | undefined }>;
}

/**
 * Sends one request to a service. Returns the response with its request ID, or throws a {@link ModelError}: permanent
 * or not, with the service's retry delay, with advice, and without secrets. A cancelled request throws the reason of
 * its signal.
 *
 * @param ask sends the request and reads the response; may throw its client's errors
 */
export async function askService(
  service: Service,
  { signal, log }: ActivityContext,
  ask: (asking: Asking) => Promise<ModelResponse | Unusable>,
): Promise<ModelResponse> {
  signal.throwIfAborted();
  const controller = new AbortController();
  const asking: Asking = {
    signal: controller.signal,
    receive: async (call) => {
      const { data, request_id: requestId } = await call.withResponse();
      asking.requestId = requestId ?? null;
      return data;
    },
  };
  const stop = (): void => controller.abort(signal.reason);
  signal.addEventListener('abort', stop);
  try {
    const answer = await ask(asking);
    // Clients end a cancelled stream as if it were complete.
    signal.throwIfAborted();
    const requestId = asking.requestId ?? undefined;
    if ('fault' in answer) throw unusableError(answer, service, asking);
    if (answer.stopReason === 'max_tokens') {
      log('warn', 'The response was truncated at the token limit. To get all of it, raise maxTokens.', {
        model: service.model,
      });
    }
    return { ...answer, ...(requestId !== undefined && { requestId }) };
  } catch (failure) {
    // Abort the connection, so that the unread rest of the response is discarded.
    controller.abort(failure);
    // After a cancellation, throw the engine's own reason, not a failure of the service.
    signal.throwIfAborted();
    throw asModelError(failure, service, asking);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
