import type { LookupFunction } from 'node:net';
import { env } from 'node:process';
import { EnvHttpProxyAgent, fetch } from 'undici';
import type { Fetch } from './http-fetch.ts';

/** The HTTP connections of one link. */
export interface HttpConnections {
  readonly fetch: Fetch;
  /** Closes the connections and aborts pending requests. */
  close(): Promise<void>;
}

/**
 * Creates HTTP connections, through the proxy of `HTTPS_PROXY` and `HTTP_PROXY`, except to this machine and `NO_PROXY`,
 * as for model services. They have no idle timeouts. Node's built-in `fetch` aborts after 5 minutes without data, which
 * may pass while a user is asked; `readTimeoutSeconds` limits the wait instead.
 *
 * @param lookup resolves host names, and may refuse one. Default: that of the operating system
 */
export function openHttpConnections(lookup?: LookupFunction): HttpConnections {
  const dispatcher = new EnvHttpProxyAgent({
    headersTimeout: 0,
    bodyTimeout: 0,
    noProxy: [env['no_proxy'] ?? env['NO_PROXY'] ?? '', 'localhost', '127.0.0.1', '[::1]'].join(','),
    ...(lookup !== undefined && { connect: { lookup } }),
  });
  return {
    fetch: (url, { method, headers, body, signal, redirect } = {}) =>
      fetch(url, {
        ...(method !== undefined && { method }),
        ...(redirect !== undefined && { redirect }),
        headers: Object.fromEntries(new Headers(headers)),
        // A JSON message, or form fields.
        body: typeof body === 'string' || body instanceof URLSearchParams ? String(body) : null,
        signal: signal ?? null,
        dispatcher,
      }),
    close: async () => {
      // Bun replaces undici with its own client, whose connections cannot be closed.
      if ('destroy' in dispatcher) await dispatcher.destroy();
    },
  };
}
