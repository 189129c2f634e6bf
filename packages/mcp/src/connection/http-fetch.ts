import { randomUUID } from 'node:crypto';
import { AuthorizationError } from '@mcp-agent/core/errors';
import type { JSONRPCErrorResponse } from '@modelcontextprotocol/sdk/types.js';
import { RequestFailure } from '../request-failure.ts';
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
  if (response.status >= 400) throw await statusFailure(response, new Headers(init.headers));
  const id = requestId(init.body);
  const { body } = response;
  if (id === undefined || body === null) return response;
  return new Response(ReadableStream.from(isStream(response) ? answered(body, id) : short(body, id)), {
    status: response.status,
    statusText: response.statusText,
    headers: response.headers,
  });
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

function requestId(body: RequestInit['body']): string | number | undefined {
  if (typeof body !== 'string') return undefined;
  const message: unknown = JSON.parse(body);
  if (typeof message !== 'object' || message === null || !('id' in message) || !('method' in message)) {
    return undefined;
  }
  return typeof message.id === 'string' || typeof message.id === 'number' ? message.id : undefined;
}

async function statusFailure(response: Response, headers: Headers): Promise<RequestFailure> {
  const { status } = response;
  const answer = (await response.text().catch(() => '')).slice(0, MAX_ANSWER_LENGTH).trim();
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
