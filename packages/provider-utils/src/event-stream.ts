import type { IncomingHttpHeaders } from 'node:http';
import { errorIn, MAX_ERROR_BYTES } from './response-body.ts';
import { ResponseError, type ResponseErrorFields } from './response-error.ts';

/** Whether a body is a stream of server-sent events. */
export function isEventStream(headers: IncomingHttpHeaders): boolean {
  return /^\s*text\/event-stream\b/i.test(headers['content-type'] ?? '');
}

/**
 * Passes on a stream of events. Clients ignore lines that are not events, so that a page or an error in place of events
 * would look like an interrupted stream: it throws the words of the service. A whole answer becomes one event.
 *
 * @param sent the body of the request
 * @throws {@link ResponseError}
 */
export async function* checkedEvents(
  body: AsyncIterable<Uint8Array>,
  headers: ResponseErrorFields['headers'],
  sent: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const start: Uint8Array[] = [];
  let state: 'start' | 'events' | 'other' = 'start';
  for await (const chunk of body) {
    if (state === 'events') {
      yield chunk;
      continue;
    }
    start.push(chunk);
    if (state === 'other') continue;
    const [first] = Buffer.concat(start).toString().trimStart();
    if (first === undefined) continue;
    state = '{[<'.includes(first) ? 'other' : 'events';
    if (state === 'events') yield* start;
  }
  if (state !== 'other') return;
  const whole = Buffer.concat(start);
  const text = whole.toString();
  const error = errorIn(text.trim(), sent);
  if (error === undefined) {
    yield Buffer.from(`data: ${text.replaceAll(/\s*\n\s*/g, ' ')}\n\n`);
    return;
  }
  const { body: said } = error;
  throw new ResponseError({
    ...(headers !== undefined && { headers }),
    ...error,
    body: typeof said === 'string' ? said.slice(0, MAX_ERROR_BYTES) : said,
  });
}
