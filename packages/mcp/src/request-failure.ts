/**
 * Delivery status of a request without a result: it never reached the server, the server rejected it, or the outcome
 * is unknown.
 */
export type Delivery = 'not sent' | 'answered' | 'unknown';

/** A request without a result. Internal to this package: see `McpConnections` for the public errors. */
export class RequestFailure extends Error {
  override readonly name: string = 'RequestFailure';
  readonly delivery: Delivery;
  /** Whether the same request would fail again in the same way. */
  readonly final: boolean;
  /** Whether the connection is no longer usable and the request may be sent on a new one. */
  readonly stale: boolean;
  /** Whether the server cannot be reached now, or asks to come back later. Nothing was sent, or accepted. */
  readonly unreachable: boolean;
  /** How long the server asks to wait before the next attempt, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  readonly rpcCode: number | undefined;
  readonly status: number | undefined;
  /** Data in the server's error response. */
  readonly data: unknown;

  constructor(
    message: string,
    fields: {
      readonly delivery: Delivery;
      readonly final?: boolean;
      readonly stale?: boolean;
      readonly unreachable?: boolean;
      readonly retryAfterMs?: number | undefined;
      readonly rpcCode?: number | undefined;
      readonly status?: number | undefined;
      readonly data?: unknown;
    },
  ) {
    super(message);
    this.delivery = fields.delivery;
    this.final = fields.final ?? false;
    this.stale = fields.stale ?? false;
    this.unreachable = fields.unreachable ?? false;
    this.retryAfterMs = fields.retryAfterMs;
    this.rpcCode = fields.rpcCode;
    this.status = fields.status;
    this.data = fields.data;
  }
}
