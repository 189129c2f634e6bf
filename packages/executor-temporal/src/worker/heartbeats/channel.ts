import { Client, credentials, Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { Connectivity } from './connectivity.ts';
import type { Reply, ThreadConnection } from './protocol.ts';

const METHOD = '/temporal.api.workflowservice.v1.WorkflowService/RecordActivityTaskHeartbeat';

const REASON_TIMEOUT_MS = 1_000;

/** As the SDK's clients, but reconnects within a heartbeat timeout and, as the SDK's workers, ignores HTTP proxies. */
const CHANNEL_OPTIONS = {
  'grpc.keepalive_permit_without_calls': 1,
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 15_000,
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 500,
  'grpc.enable_http_proxy': 0,
} as const;

/** Sends encoded heartbeats. Does without Temporal's client: its second instance would take seconds and 100 MB. */
export class HeartbeatChannel {
  readonly #client: Client;
  /** While the server is away, requests wait, so that they arrive as soon as it is back. */
  readonly #metadata = new Metadata({ waitForReady: true });

  constructor({ address, tls, headers }: ThreadConnection) {
    const creds = tls ? credentials.createSsl() : credentials.createInsecure();
    this.#client = new Client(address, creds, CHANNEL_OPTIONS);
    for (const [name, value] of Object.entries(headers)) this.#metadata.set(name, value);
  }

  /** @throws if the server cannot be reached within `timeoutMs` */
  connect(timeoutMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#client.waitForReady(Date.now() + timeoutMs, (error) => (error ? reject(error) : resolve()));
    });
  }

  /**
   * Reports when the server is lost, with the reason, and when it is back. Call it when connected.
   */
  watch(onLost: (reason: string) => void, onBack: () => void): void {
    const lost = async (): Promise<void> => {
      // The channel has no reason; a request that does not wait has.
      const reply = await this.#send(new Uint8Array(), new Metadata(), REASON_TIMEOUT_MS);
      onLost('details' in reply ? reply.details : 'The connection broke.');
    };
    new Connectivity(this.#client.getChannel(), () => void lost(), onBack).watch();
  }

  /** Sends a request. Never rejects. */
  send(request: Uint8Array, timeoutMs: number): Promise<Reply> {
    return this.#send(request, this.#metadata, timeoutMs);
  }

  #send(request: Uint8Array, metadata: Metadata, timeoutMs: number): Promise<Reply> {
    return new Promise((resolve) => {
      this.#client.makeUnaryRequest(
        METHOD,
        (bytes: Uint8Array) => Buffer.from(bytes),
        (bytes: Buffer) => new Uint8Array(bytes),
        request,
        metadata,
        { deadline: Date.now() + timeoutMs },
        (error: ServiceError | null, response?: Uint8Array) => {
          if (error !== null) resolve({ code: error.code, details: error.details });
          else if (response === undefined)
            resolve({ code: status.INTERNAL, details: 'The response is empty.' });
          else resolve({ response });
        },
      );
    });
  }
}
