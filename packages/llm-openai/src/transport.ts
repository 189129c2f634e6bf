/** HTTP for the official client, over connections of our own. */
export interface Transport {
  readonly fetch: typeof globalThis.fetch;
  /** Ends all connections, and what still waits on them. */
  close(): Promise<void>;
}

/**
 * Opens a transport. Node's own would do for short answers; but it gives up one that takes more than 5 minutes
 * to begin, which that of a model that thinks may, and its connections cannot be closed.
 */
export async function openTransport(): Promise<Transport> {
  const { Agent, fetch } = await import('undici');
  const dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0 });
  return {
    fetch: (url, { method, headers, body, signal } = {}) =>
      fetch(url instanceof Request ? url.url : url, {
        ...(method !== undefined && { method }),
        headers: Object.fromEntries(new Headers(headers)),
        // The client hands a request's JSON on as a text.
        body: typeof body === 'string' ? body : null,
        signal: signal ?? null,
        dispatcher,
      }),
    close: () => dispatcher.destroy(),
  };
}
