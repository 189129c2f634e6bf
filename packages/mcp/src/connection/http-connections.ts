import { Agent, fetch } from 'undici';
import type { Fetch } from './http-fetch.ts';

/** HTTP connections of one link's own. */
export interface HttpConnections {
  readonly fetch: Fetch;
  /** Ends them, and what still waits on them. */
  close(): Promise<void>;
}

/**
 * Opens them. Node's own `fetch` gives up an answer of which nothing comes for 5 minutes, as happens while a
 * person is asked; how long is waited is for `readTimeoutSeconds` to say.
 */
export function openHttpConnections(): HttpConnections {
  const dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0 });
  return {
    fetch: (url, { method, headers, body, signal, redirect } = {}) =>
      fetch(url, {
        ...(method !== undefined && { method }),
        ...(redirect !== undefined && { redirect }),
        headers: Object.fromEntries(new Headers(headers)),
        // A message as JSON, or the fields of a form.
        body: typeof body === 'string' || body instanceof URLSearchParams ? String(body) : null,
        signal: signal ?? null,
        dispatcher,
      }),
    close: () => dispatcher.destroy(),
  };
}
