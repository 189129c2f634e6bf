/** As much of the web's `AbortSignal` as core uses, which knows neither the web nor Node. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/**
 * The signal that an activity is given: the real `AbortSignal` wherever the program has one, so that it can
 * be handed to `fetch`, to a model's client or to an MCP server.
 */
export type CancellationSignal = typeof globalThis extends { AbortSignal: { prototype: infer Real } }
  ? Real & AbortSignalLike
  : AbortSignalLike;
