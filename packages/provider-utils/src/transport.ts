import type { IncomingHttpHeaders } from 'node:http';

/** HTTP transport for an official client, with its own connections. */
export interface Transport {
  readonly fetch: typeof globalThis.fetch;
  /** Closes all connections and aborts pending requests. */
  close(): Promise<void>;
}

/**
 * Opens a transport. Node's built-in `fetch` is not used: it aborts a response that takes more than 5 minutes to
 * start, as with a reasoning model, and its connections cannot be closed. It also takes twice as long, because it is
 * built on web streams, which a complete response does not need.
 */
export async function openTransport(): Promise<Transport> {
  const { Agent, fetch, request } = await import('undici');
  const dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0 });
  return {
    fetch: async (url, { method = 'GET', headers = {}, body, signal } = {}) => {
      const address = url instanceof Request ? url.url : url;
      const asked = {
        method,
        headers: {
          ...Object.fromEntries(headers instanceof Headers ? headers : new Headers(headers)),
          'accept-encoding': 'identity',
        },
        // The clients pass JSON request bodies as strings.
        body: typeof body === 'string' ? body : null,
        signal: signal ?? null,
        dispatcher,
      };
      const { statusCode: status, headers: fields, body: content } = await request(address, asked);
      if (REDIRECTS.has(status) && isAtHome(fields.location, address)) {
        await content.dump();
        // Redirects are rare, and `fetch` implements their rules.
        return fetch(address, asked);
      }
      const isStream = String(fields['content-type']).startsWith('text/event-stream');
      // For some statuses, a response must have no body, not even an empty one.
      return new Response(isStream ? content : (await content.text()) || null, {
        status,
        headers: headersOf(fields),
      });
    },
    close: async () => {
      // Bun replaces undici with its own client, whose connections cannot be closed.
      if ('destroy' in dispatcher) await dispatcher.destroy();
    },
  };
}

/**
 * Whether a redirect stays on the same origin. On another origin, `fetch` would send an API key that has its own
 * header.
 */
function isAtHome(location: IncomingHttpHeaders[string], address: string | URL): boolean {
  const [target, home] = [String(location), String(address)];
  return URL.canParse(target, home) && new URL(target, home).origin === new URL(home).origin;
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

function headersOf(fields: IncomingHttpHeaders): [string, string][] {
  return Object.entries(fields).flatMap(([name, value = []]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  );
}
