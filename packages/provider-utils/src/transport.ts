import type { IncomingHttpHeaders } from 'node:http';

/** HTTP for an official client, over connections of our own. */
export interface Transport {
  readonly fetch: typeof globalThis.fetch;
  /** Ends all connections, and what still waits on them. */
  close(): Promise<void>;
}

/**
 * Opens a transport. Node's own would do for short answers; but it gives up one that takes more than 5 minutes
 * to begin, which that of a model that thinks may, and its connections cannot be closed. It also takes twice the
 * time: `fetch` is built of web streams, and an answer that comes as a whole needs none.
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
        // The clients hand a request's JSON on as a text.
        body: typeof body === 'string' ? body : null,
        signal: signal ?? null,
        dispatcher,
      };
      const { statusCode: status, headers: fields, body: content } = await request(address, asked);
      if (REDIRECTS.has(status) && isAtHome(fields.location, address)) {
        await content.dump();
        // Seldom, and `fetch` knows the rules.
        return fetch(address, asked);
      }
      const isStream = String(fields['content-type']).startsWith('text/event-stream');
      // An answer of some statuses may have no text at all, not even an empty one.
      return new Response(isStream ? content : (await content.text()) || null, {
        status,
        headers: headersOf(fields),
      });
    },
    close: () => dispatcher.destroy(),
  };
}

/** Whether a redirect stays with the server. Elsewhere `fetch` would send the key along, if it has a header of its own. */
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
