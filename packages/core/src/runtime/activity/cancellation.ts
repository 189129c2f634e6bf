/** The part of the web's `AbortSignal` that core uses, because core depends on neither the web nor Node. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/**
 * A cancellation signal, such as that of an activity: the real `AbortSignal` if the program has that type, so
 * that it can be passed to `fetch`, a model's client or an MCP server.
 */
export type CancellationSignal = typeof globalThis extends { AbortSignal: { prototype: infer Real } }
  ? Real & AbortSignalLike
  : AbortSignalLike;
