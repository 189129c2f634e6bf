import { Metadata, type NextCall, status as GRPC_STATUS, type StatusObject } from '@grpc/grpc-js';
import { defaultGrpcRetryOptions } from '@temporalio/client';
import { missingNamespaceRetryMs, reportsMissingNamespace } from './missing-namespace.ts';

/** A gRPC call as passed to interceptors. */
type Call = ReturnType<NextCall>;
type Listener = NonNullable<Parameters<Call['start']>[1]>;

const CLOSED = 'The connection is closed.';

/** The server's message for a run that is closing. Its status code alone would allow a retry. */
export const CLOSING_RUN = 'workflow is closing';

const RETRIES = defaultGrpcRetryOptions();

function retryDelayMs(attempt: number, status: StatusObject): number | undefined {
  if (status.code === GRPC_STATUS.NOT_FOUND && reportsMissingNamespace(status.details)) {
    return missingNamespaceRetryMs(attempt);
  }
  return RETRIES.retryableDecider(attempt, status) ? RETRIES.delayFunction(attempt, status) : undefined;
}

/**
 * A unary call, retried with the SDK's default policy. The SDK's own interceptor cannot be cancelled while it waits:
 * its timer fires after the channel is closed, and throws.
 */
export class RetriedCall implements Call {
  readonly #createCall: () => Call | undefined;
  readonly #onEnd: (call: RetriedCall) => void;
  #metadata = new Metadata();
  #listener: Listener = {};
  #request: { readonly message: unknown } | undefined;
  #response: { readonly message: unknown } | undefined;
  #attempt = 1;
  #current: Call | undefined;
  #retryTimer: NodeJS.Timeout | undefined;

  /**
   * @param createCall creates the call of one attempt; returns `undefined` if the connection is closed
   * @param onEnd called once, before the caller receives the status
   */
  constructor(createCall: () => Call | undefined, onEnd: (call: RetriedCall) => void) {
    this.#createCall = createCall;
    this.#onEnd = onEnd;
  }

  start(metadata: Metadata, listener: Listener = {}): void {
    this.#metadata = metadata;
    this.#listener = listener;
    this.#startAttempt();
  }

  sendMessage(message: unknown): void {
    this.#request = { message };
    this.#current?.sendMessage(message);
  }

  sendMessageWithContext(_: unknown, message: unknown): void {
    this.sendMessage(message);
  }

  halfClose(): void {
    this.#current?.halfClose();
  }

  startRead(): void {
    this.#current?.startRead();
  }

  cancelWithStatus(code: GRPC_STATUS, details: string): void {
    if (this.#retryTimer === undefined) this.#current?.cancelWithStatus(code, details);
    else this.#end({ code, details, metadata: new Metadata() });
  }

  /** Cancels the call because the connection closes. */
  close(): void {
    this.cancelWithStatus(GRPC_STATUS.CANCELLED, CLOSED);
  }

  getPeer(): string {
    return this.#current?.getPeer() ?? 'unknown';
  }

  getAuthContext(): ReturnType<Call['getAuthContext']> {
    return this.#current?.getAuthContext() ?? null;
  }

  #startAttempt(): void {
    const call = this.#createCall();
    if (call === undefined) {
      return this.#end({ code: GRPC_STATUS.CANCELLED, details: CLOSED, metadata: new Metadata() });
    }
    this.#current = call;
    call.start(this.#metadata, {
      onReceiveMessage: (message: unknown) => {
        this.#response = { message };
      },
      onReceiveStatus: (status) => this.#receiveStatus(status),
    });
  }

  #receiveStatus(status: StatusObject): void {
    // The run has ended, so no retry can reach it.
    const isOver = status.details.includes(CLOSING_RUN);
    const delayMs = isOver ? undefined : retryDelayMs(this.#attempt, status);
    if (delayMs === undefined) return this.#end(status);
    this.#retryTimer = setTimeout(() => this.#retry(), delayMs);
  }

  #retry(): void {
    this.#retryTimer = undefined;
    this.#attempt += 1;
    this.#startAttempt();
    if (this.#request !== undefined) this.#current?.sendMessage(this.#request.message);
    this.#current?.halfClose();
  }

  #end(status: StatusObject): void {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    this.#onEnd(this);
    if (this.#response !== undefined) this.#listener.onReceiveMessage?.(this.#response.message);
    this.#listener.onReceiveStatus?.(status);
  }
}
