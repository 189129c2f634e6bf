import { randomUUID } from 'node:crypto';
import { AuthorizationError } from '@mcp-agent/core/errors';
import type { JSONRPCErrorResponse } from '@modelcontextprotocol/sdk/types.js';
import { RequestFailure } from '../request-failure.ts';
import { MAX_MESSAGE_LENGTH, tooLargeAnswer } from './too-large.ts';

/** Failures to connect: nothing was sent. */
const NEVER_LEFT =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|UND_ERR_CONNECT_TIMEOUT|CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|ERR_SSL_)/;
/** Failures to connect that do not pass by themselves. */
const UNTRUSTED = /^(?:CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|ERR_SSL_)/;

const MAX_ANSWER_LENGTH = 1_000;

/** Marks an answer that {@link watched} gave in place of the server; no server can know it. */
export const CUT_SHORT: string = randomUUID();

/** As much of `fetch` as the SDK's transports use. */
export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/**
 * Wraps the `fetch` of the HTTP transports. It tells what the SDK's transports leave open: whether a request that
 * failed had reached the server, and that a stream of answers ended without the answer, for which the SDK
 * would wait until the time is up.
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

/** A stream that nobody asked for ends at a message that is too long: it is opened again. */
function bounded(response: Response): Response {
  const { body, status, statusText, headers } = response;
  if (body === null || !isStream(response)) return response;
  return new Response(ReadableStream.from(messages(body)), { status, statusText, headers });
}

class MessageTooLarge extends Error {}

/** @throws {@link MessageTooLarge} when no message ends within so many bytes */
async function* messages(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let bytes = 0;
  for await (const chunk of body) {
    const end = Buffer.from(chunk).lastIndexOf('\n\n');
    bytes = end === -1 ? bytes + chunk.length : chunk.length - end;
    if (bytes > MAX_MESSAGE_LENGTH) throw new MessageTooLarge('A message is too long to be read.');
    yield chunk;
  }
}

/** An answer that is one message, or one of ours in its place where it is too long. */
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

/** The stream, with an answer of ours at its end: nobody waits for it if the server has answered. */
async function* answered(
  body: ReadableStream<Uint8Array>,
  id: string | number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const decoder = new TextDecoder();
  let resumable = false;
  try {
    for await (const chunk of messages(body)) {
      // The transport takes up a stream again whose events have ids; what was asked may yet be answered.
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
    error: { code: -32_000, message: 'The connection was cut before the answer came.', data: CUT_SHORT },
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
  // How a server says that it does not know the session, such as after it was started again.
  const stale = (status === 404 || status === 400) && headers.has('mcp-session-id');
  const busy = status === 408 || status === 425 || status === 429;
  return new RequestFailure(
    `HTTP ${status} ${response.statusText}`.trim() + (answer === '' ? '' : `: ${answer}`),
    {
      // Whoever answers with 5xx, a gateway for instance, may have passed the request on before.
      delivery: status >= 500 && status !== 503 ? 'unknown' : 'not sent',
      final: status < 500 && !busy && !stale,
      stale,
      status,
    },
  );
}

function networkFailure(error: unknown): RequestFailure {
  const code = codeOf(error) ?? 'network error';
  const unsent = NEVER_LEFT.test(code);
  return new RequestFailure(unsent ? `no connection (${code})` : `the connection broke (${code})`, {
    delivery: unsent ? 'not sent' : 'unknown',
    final: UNTRUSTED.test(code),
  });
}

/** The system's code for a failure, which `fetch` hides behind one or two others. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return codeOf(error.cause);
}
