import { type Interceptor, InterceptingCall } from '@grpc/grpc-js';
import { Connection, type ConnectionOptions } from '@temporalio/client';
import { RetriedCall } from './retried-call.ts';
import { checkServerVersion } from './server-version.ts';

/** A connection to a Temporal server that leaves no call, timer or socket behind when it is closed. */
export class ServerConnection {
  readonly connection: Connection;
  readonly #calls = new Set<RetriedCall>();
  #closed = false;

  constructor(options: ConnectionOptions) {
    const retry: Interceptor = (callOptions, nextCall) => {
      const call = new RetriedCall(
        () => (this.#closed ? undefined : nextCall(callOptions)),
        (ended) => this.#calls.delete(ended),
      );
      this.#calls.add(call);
      return new InterceptingCall(call);
    };
    this.connection = Connection.lazy({ ...options, interceptors: [retry] });
  }

  /**
   * Waits until the server responds. The SDK's `ensureConnected` is not used: a channel closed while gRPC waits for
   * it to become ready reconnects.
   *
   * @throws EngineVersionError if the server is too old, and the SDK's error; both after closing the connection
   */
  async connect(address: string, timeoutMs: number): Promise<void> {
    try {
      const { serverVersion } = await this.connection.withDeadline(Date.now() + timeoutMs, () =>
        this.connection.workflowService.getSystemInfo({}),
      );
      checkServerVersion(address, serverVersion);
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Cancels all calls, including those waiting for a retry, and closes the connection. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const call of this.#calls) call.close();
    await this.connection.close();
  }
}
