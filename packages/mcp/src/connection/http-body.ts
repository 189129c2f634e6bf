import { randomUUID } from 'node:crypto';
import type { JsonValue } from '@mcp-agent/core';
import type { JSONRPCErrorResponse, RequestId } from '@modelcontextprotocol/client';
import type { RequestFailure } from '../request-failure.ts';
import { eventsOf, EventTooLarge, eventText, type ServerEvent } from './event-stream.ts';
import type { MessageReader } from './lenient/message-reader.ts';
import type { Warn } from './lenient/result.ts';
import { MAX_MESSAGE_LENGTH, tooLargeAnswer } from './too-large.ts';

/** Marks a response created by {@link answered} in place of the server's; a server cannot forge it. */
export const CONNECTION_LOST: string = randomUUID();

/** What the responses of one connection are read with. */
export interface Reading {
  readonly reader: MessageReader;
  readonly warn: Warn;
  /** Called for each message of a stream. */
  readonly onMessage: () => void;
  /** Called when a stream cannot be opened, which the SDK's transport for SSE reports only in words. */
  readonly onUnreachable: (failure: RequestFailure) => void;
}

/** Reads a body up to the limit of a message. What is longer, or breaks, is cut. */
export async function textOf(
  body: ReadableStream<Uint8Array> | null,
): Promise<{ text: string; whole: boolean }> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  let whole = true;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_MESSAGE_LENGTH) {
      whole = false;
      break;
    }
    chunks.push(chunk);
  }
  return { text: Buffer.concat(chunks).toString('utf8'), whole };
}

/** Ends a body that is not read for what it says at the limit of a message. */
export async function* limited(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MAX_MESSAGE_LENGTH) return;
    yield chunk;
  }
}

/** Passes on the messages of a stream, each in the form that the SDK reads. */
export async function* messages(
  body: AsyncIterable<Uint8Array>,
  { reader, warn, onMessage }: Reading,
  {
    request,
    onEvent,
  }: { readonly request?: RequestId; readonly onEvent?: (event: ServerEvent) => void } = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const event of eventsOf(body, MAX_MESSAGE_LENGTH)) {
    onEvent?.(event);
    const { data, name } = event;
    if (name !== 'message' || data === undefined || data === '') {
      yield encoded(eventText(event, data));
      continue;
    }
    const read = reader.read(parsed(data), request);
    if (read === undefined) warn(`An event of its stream is not a message and is ignored: ${data}`);
    else onMessage();
    const [first, ...others] = (read ?? []).map((message) => JSON.stringify(message));
    // Without data, the event still has the ID from which the stream resumes.
    yield encoded(eventText(event, first));
    for (const other of others) yield encoded(`data: ${other}\n\n`);
  }
}

/** Passes on a response stream and appends an error response, which is ignored if the server has responded. */
export async function* answered(
  body: AsyncIterable<Uint8Array>,
  reading: Reading,
  id: RequestId,
): AsyncGenerator<Uint8Array, void, undefined> {
  let resumable = false;
  try {
    yield* messages(body, reading, {
      request: id,
      onEvent: ({ hasId }) => {
        // The transport resumes a stream whose events have IDs, so the response may still arrive.
        resumable ||= hasId;
      },
    });
  } catch (error) {
    if (error instanceof EventTooLarge) {
      yield answerEvent(tooLargeAnswer(id, undefined));
      return;
    }
    if (resumable) throw error;
  }
  if (resumable) return;
  yield answerEvent({
    jsonrpc: '2.0',
    id,
    error: { code: -32_000, message: 'The connection was lost before the response.', data: CONNECTION_LOST },
  });
}

/** Parses JSON; what is none becomes `null`, which is no message. */
export function parsed(text: string): JsonValue {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function answerEvent(answer: JSONRPCErrorResponse): Uint8Array {
  return encoded(`data: ${JSON.stringify(answer)}\n\n`);
}

function encoded(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
