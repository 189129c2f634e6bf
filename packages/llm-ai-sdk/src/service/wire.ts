import { AsyncLocalStorage } from 'node:async_hooks';
import type { JsonObject } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/provider';

/** One request of a model, as its HTTP requests see it. */
export interface Exchange {
  /** Fields to add to the body of each request. */
  readonly extraBody: JsonObject | undefined;
  /** The URL of the last request. */
  url?: string | undefined;
}

/** The request of a model that an HTTP request belongs to. Providers of the AI SDK pass on no such context. */
export const exchanges: AsyncLocalStorage<Exchange> = new AsyncLocalStorage();

/** Returns a `fetch` that adds the extra fields of the request of a model. */
export function exchangeFetch(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return (input, init) => {
    const exchange = exchanges.getStore();
    if (exchange === undefined) return fetch(input, init);
    exchange.url = input instanceof Request ? input.url : String(input);
    const { extraBody } = exchange;
    return fetch(
      input,
      extraBody === undefined ? init : { ...init, body: withFields(init?.body, extraBody) },
    );
  };
}

function withFields(body: RequestInit['body'], fields: JsonObject): RequestInit['body'] {
  if (typeof body !== 'string' || !body.startsWith('{')) return body;
  const value: unknown = JSON.parse(body);
  return isJsonObject(value) ? JSON.stringify({ ...value, ...fields }) : body;
}
