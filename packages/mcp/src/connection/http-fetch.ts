import { randomUUID } from 'node:crypto';
import { AuthorizationError } from '@mcp-agent/core/errors';
import {
  isJSONRPCErrorResponse,
  isJSONRPCRequest,
  type JSONRPCErrorResponse,
  type RequestId,
} from '@modelcontextprotocol/client';
import { RequestFailure } from '../request-failure.ts';
import { METHOD_NOT_FOUND } from './rpc-codes.ts';
import { MAX_MESSAGE_LENGTH, tooLargeAnswer } from './too-large.ts';

/** Error codes of failed connections: nothing was sent. */
const NOT_SENT =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|UND_ERR_CONNECT_TIMEOUT|CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|ERR_SSL_)/;
/** Error codes of failed connections that are permanent. */
const UNTRUSTED = /^(?:CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|ERR_SSL_)/;

const MAX_ANSWER_LENGTH = 1_000;

/** Marks a response created by {@link watched} in place of the server's; a server cannot forge it. */
export const CONNECTION_LOST: string = randomUUID();

/** The part of `fetch` that the SDK's transports use. */
export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/**
 * Wraps the `fetch` of the HTTP transports. It detects what the SDK's transports do not: whether a failed request
 * reached the server, and whether a response stream ended without a response, for which the SDK would wait until the
 * timeout.
 */
export function watched(fetch: Fetch): Fetch {
  return (url, init) => watch(fetch, url, init);
}

async function watch(fetch: Fetch, url: string | URL, init: RequestInit | undefined): Promise<Response> {
  if (init?.method !== 'POST') return bounded(await fetch(url, init));
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted === true || AuthorizationError.isInstance(error)) throw error;
    throw networkFailure(error);
  }
  const request = requestIn(init.body);
  if (response.status >= 400 || (request?.method === DISCOVER && !isMessage(response))) {
    const text = await textOf(response);
    const answer =
      errorIn(text, request?.id) ?? (isUnknown(request, response) ? unknownMethod(request.id) : undefined);
    if (answer !== undefined) return Response.json(answer);
    throw statusFailure(response, text, new Headers(init.headers));
  }
  const { body } = response;
  if (request === undefined || body === null) return response;
  // A subscription has no response until it ends.
  const stream = request.method === LISTEN ? messages(body) : answered(body, request.id);
  return new Response(ReadableStream.from(isStream(response) ? stream : short(body, request.id)), {
    status: response.status,
    statusText: response.statusText,
    headers: response.headers,
  });
}

const DISCOVER = 'server/discover';
const LISTEN = 'subscriptions/listen';
/** Statuses of a server that cannot answer now; they say nothing about what it knows. */
const UNAVAILABLE: ReadonlySet<number> = new Set([401, 403, 408, 425, 429, 502, 503, 504]);

function isMessage(response: Response): boolean {
  const isJson = response.headers.get('content-type')?.includes('application/json') === true;
  return response.status !== 202 && (isJson || isStream(response));
}

/**
 * Whether a server does not know `server/discover`. Legacy servers respond to it with many statuses, with a page, or
 * with nothing.
 */
function isUnknown(request: RpcRequest | undefined, { status }: Response): request is RpcRequest {
  return request?.method === DISCOVER && !UNAVAILABLE.has(status);
}

function unknownMethod(id: RequestId): JSONRPCErrorResponse {
  return { jsonrpc: '2.0', id, error: { code: METHOD_NOT_FOUND, message: 'Method not found' } };
}

function isStream(response: Response): boolean {
  return response.headers.get('content-type')?.includes('text/event-stream') === true;
}

/** Ends a standalone stream at a message that is too long; the transport then reopens it. */
function bounded(response: Response): Response {
  const { body, status, statusText, headers } = response;
  if (body === null || !isStream(response)) return response;
  return new Response(ReadableStream.from(messages(body)), { status, statusText, headers });
}

class MessageTooLarge extends Error {}

/** @throws {@link MessageTooLarge} when a message exceeds the limit */
async function* messages(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let bytes = 0;
  for await (const chunk of body) {
    const end = Buffer.from(chunk).lastIndexOf('\n\n');
    bytes = end === -1 ? bytes + chunk.length : chunk.length - end;
    if (bytes > MAX_MESSAGE_LENGTH) throw new MessageTooLarge('The message is too large.');
    yield chunk;
  }
}

/** Passes on a single-message response, or replaces it with an error if it is too long. */
async function* short(
  body: ReadableStream<Uint8Array>,
  id: string | number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MAX_MESSAGE_LENGTH) {
      yield new TextEncoder().encode(JSON.stringify(tooLargeAnswer(id, undefined)));
      return;
    }
  }
  yield* chunks;
}

/** Passes on a response stream and appends an error response, which is ignored if the server has responded. */
async function* answered(
  body: ReadableStream<Uint8Array>,
  id: string | number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const decoder = new TextDecoder();
  let resumable = false;
  try {
    for await (const chunk of messages(body)) {
      // The transport resumes a stream whose events have IDs, so the response may still arrive.
      resumable ||= /(?:^|\n)id:/.test(decoder.decode(chunk, { stream: true }));
      yield chunk;
    }
  } catch (error) {
    if (error instanceof MessageTooLarge) {
      yield event(tooLargeAnswer(id, undefined));
      return;
    }
    if (resumable) throw error;
  }
  if (resumable) return;
  yield event({
    jsonrpc: '2.0',
    id,
    error: { code: -32_000, message: 'The connection was lost before the response.', data: CONNECTION_LOST },
  });
}

function event(answer: JSONRPCErrorResponse): Uint8Array {
  return new TextEncoder().encode(`\n\ndata: ${JSON.stringify(answer)}\n\n`);
}

interface RpcRequest {
  readonly id: RequestId;
  readonly method: string;
}

function requestIn(body: RequestInit['body']): RpcRequest | undefined {
  if (typeof body !== 'string') return undefined;
  const message: unknown = JSON.parse(body);
  return isJSONRPCRequest(message) ? message : undefined;
}

/** Reads a response up to the limit of a message. */
async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length;
      if (bytes > MAX_MESSAGE_LENGTH) break;
      chunks.push(chunk);
    }
  } catch {
    // What arrived is enough for an error message.
  }
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * Returns the error response to a request from the body of a rejection: the request was answered, whatever the HTTP
 * status.
 */
function errorIn(text: string, id: RequestId | undefined): JSONRPCErrorResponse | undefined {
  if (id === undefined || !text.trimStart().startsWith('{')) return undefined;
  try {
    const message: unknown = JSON.parse(text);
    return isJSONRPCErrorResponse(message) && message.id === id ? message : undefined;
  } catch {
    return undefined;
  }
}

function statusFailure(response: Response, text: string, headers: Headers): RequestFailure {
  const { status } = response;
  const answer = text.slice(0, MAX_ANSWER_LENGTH).trim();
  // A server's response to an unknown session ID, for example after a restart.
  const stale = (status === 404 || status === 400) && headers.has('mcp-session-id');
  const busy = status === 408 || status === 425 || status === 429;
  return new RequestFailure(
    `HTTP ${status} ${response.statusText}`.trim() + (answer === '' ? '' : `: ${answer}`),
    {
      // The sender of a 5xx, such as a gateway, may have forwarded the request before.
      delivery: status >= 500 && status !== 503 ? 'unknown' : 'not sent',
      final: status < 500 && !busy && !stale,
      stale,
      status,
    },
  );
}

function networkFailure(error: unknown): RequestFailure {
  const code = codeOf(error) ?? 'network error';
  const unsent = NOT_SENT.test(code);
  return new RequestFailure(unsent ? `connection failed (${code})` : `the connection was lost (${code})`, {
    delivery: unsent ? 'not sent' : 'unknown',
    final: UNTRUSTED.test(code),
  });
}

/** Returns the system's error code, which `fetch` wraps in one or two other errors. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return codeOf(error.cause);
}
