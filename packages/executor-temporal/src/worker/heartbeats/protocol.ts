/** What the heartbeat thread receives when it starts. */
export interface ThreadData {
  readonly connection: ThreadConnection;
  /** The main thread's {@link Pulse}. */
  readonly pulse: SharedArrayBuffer;
}

/** How the heartbeat thread connects to the server: as the worker does. */
export interface ThreadConnection {
  /** `host:port`. */
  readonly address: string;
  readonly tls: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/** A message to the heartbeat thread about one attempt of an activity. */
export type ToThread =
  /** Starts the heartbeats of an attempt. */
  | {
      readonly kind: 'start';
      readonly id: number;
      readonly firstMs: number;
      readonly intervalMs: number;
      readonly request: Uint8Array;
    }
  /** Replaces the request and sends it at once. If `receipt` is set, the result is reported with it. */
  | { readonly kind: 'send'; readonly id: number; readonly request: Uint8Array; readonly receipt?: number }
  | { readonly kind: 'stop'; readonly id: number };

/** A message from the heartbeat thread. */
export type FromThread =
  /** The thread has connected; or it has not, and why. */
  | { readonly kind: 'connected'; readonly problem?: string }
  /** The connection broke, or is back. */
  | { readonly kind: 'lost'; readonly reason: string }
  | { readonly kind: 'back' }
  /** The result of the request with this receipt. */
  | { readonly kind: 'sent'; readonly id: number; readonly receipt: number; readonly reply: Reply }
  /** The server answered a heartbeat with more than an acknowledgement, or not at all. */
  | { readonly kind: 'notice'; readonly id: number; readonly reply: Reply };

/** The result of a request: the encoded response, or a gRPC status and its details. */
export type Reply = { readonly response: Uint8Array } | { readonly code: number; readonly details: string };

// gRPC status codes.
export const CANCELLED = 1;
export const NOT_FOUND = 5;
