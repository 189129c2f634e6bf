import { env } from 'node:process';
import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { checkedEvents, isEventStream } from './event-stream.ts';
import { type Hop, nextHop } from './redirect.ts';
import { decode, errorIn, isWhole, MAX_ANSWER_BYTES, MAX_ERROR_BYTES, readText } from './response-body.ts';
import { ResponseError } from './response-error.ts';
import { textResponse } from './text-response.ts';

/** HTTP transport for an official client, with its own connections. */
export interface Transport {
  /**
   * Sends a request. Unlike the global `fetch`, it throws a {@link ResponseError} for a response that is not an
   * answer: an error status, or a page or an error in place of an answer.
   */
  readonly fetch: typeof globalThis.fetch;
  /** Closes all connections and aborts pending requests. */
  close(): Promise<void>;
}

/**
 * Opens a transport. It uses the proxy of `HTTPS_PROXY` and `HTTP_PROXY`, except for this machine and `NO_PROXY`.
 *
 * Node's built-in `fetch` is not used: it aborts a response that takes more than 5 minutes to start, as with a
 * reasoning model, its connections cannot be closed, and it sends an API key that has its own header to other
 * origins. It also takes twice as long, because it is built on web streams, which a complete response does not need.
 */
export async function openTransport(): Promise<Transport> {
  const { EnvHttpProxyAgent, request } = await import('undici');
  const dispatcher = new EnvHttpProxyAgent({
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: MAX_ANSWER_BYTES,
    noProxy: [env['no_proxy'] ?? env['NO_PROXY'] ?? '', 'localhost', '127.0.0.1', '[::1]'].join(','),
  });
  // Bun replaces undici with its own client, which decompresses by itself and whose connections cannot be closed.
  const isUndici = 'destroy' in dispatcher;
  return {
    fetch: async (url, { method = 'GET', headers = {}, body, signal } = {}) => {
      let hop: Hop | undefined = {
        address: new URL(url instanceof Request ? url.url : url),
        asked: {
          method,
          headers: {
            ...Object.fromEntries(headers instanceof Headers ? headers : new Headers(headers)),
            'accept-encoding': 'identity',
          },
          // The clients pass JSON request bodies as strings.
          body: typeof body === 'string' ? body : null,
          signal: signal ?? null,
        },
        count: 0,
      };
      for (;;) {
        const response: Dispatcher.ResponseData = await request(hop.address, { ...hop.asked, dispatcher });
        const next = nextHop(hop, response);
        const content = isUndici ? decode(response.body, response.headers) : response.body;
        if (next === undefined) return toResponse(response, content, hop.asked.body);
        await readText(content, MAX_ERROR_BYTES);
        hop = next;
      }
    },
    close: async () => {
      if (isUndici) await dispatcher.destroy();
    },
  };
}

async function toResponse(
  { statusCode: status, headers: fields }: Dispatcher.ResponseData,
  body: Dispatcher.ResponseData['body'] | Readable,
  sent: unknown,
): Promise<Response> {
  const headers = Object.entries(fields).flatMap(([name, value = []]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  );
  if (status >= 300) {
    throw new ResponseError({
      status,
      headers: new Headers(headers),
      body: await readText(body, MAX_ERROR_BYTES),
    });
  }
  const asked = typeof sent === 'string' ? sent : '';
  if (isEventStream(fields)) {
    const events = checkedEvents(body, new Headers(headers), asked);
    return new Response(ReadableStream.from(events), { status, headers });
  }
  if (!isWhole(fields)) return new Response(body, { status, headers });
  const text = 'text' in body ? await body.text() : await readText(body, MAX_ANSWER_BYTES);
  const error = errorIn(text, asked);
  if (error !== undefined) throw new ResponseError({ headers: new Headers(headers), ...error });
  return textResponse(text, { status, headers });
}
