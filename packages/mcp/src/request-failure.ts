/**
 * What is known of a request that got no result: it never reached the server, or the server answered that it
 * would not do it, or nobody knows.
 */
export type Delivery = 'not sent' | 'answered' | 'unknown';

/** Why a request got no result. It does not leave this package: see `McpConnections` for what callers get. */
export class RequestFailure extends Error {
  override readonly name: string = 'RequestFailure';
  readonly delivery: Delivery;
  /** The same request would fail in the same way. */
  readonly final: boolean;
  /** The connection is of no use any more, and the request may be made on a new one. */
  readonly stale: boolean;
  readonly rpcCode: number | undefined;
  readonly status: number | undefined;
  /** What a server sent along with its refusal. */
  readonly data: unknown;

  constructor(
    message: string,
    fields: {
      readonly delivery: Delivery;
      readonly final?: boolean;
      readonly stale?: boolean;
      readonly rpcCode?: number;
      readonly status?: number;
      readonly data?: unknown;
    },
  ) {
    super(message);
    this.delivery = fields.delivery;
    this.final = fields.final ?? false;
    this.stale = fields.stale ?? false;
    this.rpcCode = fields.rpcCode;
    this.status = fields.status;
    this.data = fields.data;
  }
}
