import type { JsonValue } from '@mcp-agent/core';
import { AuthorizationError } from '@mcp-agent/core/errors';
import { isJsonObject } from '@mcp-agent/core/host';
import { isJSONRPCRequest, type JSONRPCErrorResponse, type RequestId } from '@modelcontextprotocol/client';
import { answered, limited, messages, parsed, type Reading, textOf } from './http-body.ts';
import { networkFailure, statusFailure } from './http-failure.ts';
import { isId } from './lenient/message-reader.ts';
import { METHOD_NOT_FOUND } from './rpc-codes.ts';
import { tooLargeAnswer } from './too-large.ts';

/** The part of `fetch` that the SDK's transports use. */
export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/**
 * Wraps the `fetch` of the HTTP transports. It reads leniently what the server sends, and detects what the SDK's
 * transports do not: whether a failed request reached the server, and whether a response stream ended without a
 * response, for which the SDK would wait until the timeout.
 */
export function watched(fetch: Fetch, reading: Reading): Fetch {
  return (url, init) => watch(fetch, reading, url, init);
}

async function watch(
  fetch: Fetch,
  reading: Reading,
  url: string | URL,
  init: RequestInit | undefined,
): Promise<Response> {
  if (init?.method !== 'POST') {
    const response = await fetch(url, init).catch((error: unknown) => {
      const failure = networkFailure(error);
      if (failure.unreachable) reading.onUnreachable(failure);
      throw error;
    });
    const { body } = response;
    if (body === null) return response;
    return withBody(response, isStream(response) ? messages(body, reading) : limited(body));
  }
  const message = typeof init.body === 'string' ? parsed(init.body) : null;
  const request = isJSONRPCRequest(message) ? message : undefined;
  reading.reader.sent(message);
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted === true || AuthorizationError.isInstance(error)) throw error;
    throw networkFailure(error);
  }
  if (response.status >= 400 || (request?.method === DISCOVER && !isMessage(response))) {
    return rejected(response, request, new Headers(init.headers), reading);
  }
  const { body } = response;
  if (body === null) return response;
  if (request === undefined) return withBody(response, limited(body));
  if (!isStream(response)) {
    return wholeAnswer(response, request.id, reading).catch((error: unknown) => {
      throw init.signal?.aborted === true ? error : networkFailure(error);
    });
  }
  // A subscription has no response until it ends.
  const stream = request.method === LISTEN ? messages(body, reading) : answered(body, reading, request.id);
  return withBody(response, stream);
}

const DISCOVER = 'server/discover';
const LISTEN = 'subscriptions/listen';
/** Statuses of a server that cannot answer now; they say nothing about what it knows. */
const UNAVAILABLE: ReadonlySet<number> = new Set([401, 403, 408, 425, 429, 502, 503, 504]);

interface RpcRequest {
  readonly id: RequestId;
  readonly method: string;
}

function isMessage(response: Response): boolean {
  const isJson = response.headers.get('content-type')?.includes('application/json') === true;
  return response.status !== 202 && (isJson || isStream(response));
}

function isStream(response: Response): boolean {
  return response.headers.get('content-type')?.includes('text/event-stream') === true;
}

function withBody({ status, statusText, headers }: Response, body: AsyncIterable<Uint8Array>): Response {
  return new Response(ReadableStream.from(body), { status, statusText, headers });
}

/**
 * Reads a rejection. With an answer to the request in its body, the request was answered, whatever the HTTP status.
 *
 * @throws {@link RequestFailure}
 */
async function rejected(
  response: Response,
  request: RpcRequest | undefined,
  headers: Headers,
  { reader }: Reading,
): Promise<Response> {
  // What arrived is enough for an error message.
  const { text } = await textOf(response.body).catch(() => ({ text: '' }));
  const answer = request === undefined ? undefined : answerIn(text, request.id);
  const read = answer === undefined ? undefined : reader.read(answer);
  if (read !== undefined) return Response.json(read);
  if (request !== undefined && isUnknown(request, response)) return Response.json(unknownMethod(request.id));
  throw statusFailure(response, text, headers);
}

/** Returns the response to a request from the body of a rejection. */
function answerIn(text: string, id: RequestId): JsonValue | undefined {
  return [parsed(text)].flat().find((message) => {
    // An ID may come back as text.
    if (!isJsonObject(message) || 'method' in message) return false;
    const { id: given } = message;
    return isId(given) && String(given) === String(id);
  });
}

/**
 * Whether a server does not know `server/discover`. Legacy servers respond to it with many statuses, with a page, or
 * with nothing.
 */
function isUnknown({ method }: RpcRequest, { status }: Response): boolean {
  return method === DISCOVER && !UNAVAILABLE.has(status);
}

function unknownMethod(id: RequestId): JSONRPCErrorResponse {
  return { jsonrpc: '2.0', id, error: { code: METHOD_NOT_FOUND, message: 'Method not found' } };
}

/** Reads a response that is one JSON value, or replaces it with an error if it is too long. */
async function wholeAnswer(response: Response, id: RequestId, { reader }: Reading): Promise<Response> {
  const { status, statusText } = response;
  const { text, whole } = await textOf(response.body);
  if (!whole) return Response.json(tooLargeAnswer(id, undefined));
  const read = reader.read(parsed(text), id);
  // A page, or nothing: the SDK reports it.
  if (read === undefined) return new Response(text, { status, statusText, headers: response.headers });
  const headers = new Headers(response.headers);
  headers.set('content-type', 'application/json');
  headers.delete('content-length');
  return new Response(JSON.stringify(read.length === 1 ? read[0] : read), { status, statusText, headers });
}
