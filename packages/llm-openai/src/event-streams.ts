import { ResponseError } from '@mcp-agent/provider-utils';
import { fieldOf } from './json.ts';

/** Maximum number of characters of an error to read. */
const MAX_ERROR_LENGTH = 65_536;

/**
 * Returns a `fetch` whose event streams fail with the words of the service if they have an error or a page in place of
 * events. The client ignores lines that are not events, so that the stream would end without a reason.
 */
export function checkingEvents(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (url, init) => {
    const response = await fetch(url, init);
    const { body, headers, status } = response;
    const isStream = (headers.get('content-type') ?? '').startsWith('text/event-stream');
    if (!isStream || body === null) return response;
    return new Response(ReadableStream.from(checked(body)), { status, headers });
  };
}

async function* checked(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder();
  let start = '';
  let state: 'start' | 'events' | 'other' = 'start';
  for await (const chunk of body) {
    if (state === 'events') {
      yield chunk;
      continue;
    }
    if (start.length < MAX_ERROR_LENGTH) start += decoder.decode(chunk, { stream: true });
    const first = start.trimStart()[0];
    if (state === 'start' && first !== undefined) state = '{[<'.includes(first) ? 'other' : 'events';
    if (state === 'events') yield new TextEncoder().encode(start);
  }
  if (state !== 'other') return;
  const whole = parse(start);
  if (fieldOf(whole, 'choices') === undefined || fieldOf(whole, 'error')) {
    throw new ResponseError({ body: whole ?? start });
  }
  // A whole answer, from a service that ignores that the request asks for a stream.
  yield new TextEncoder().encode(`data: ${JSON.stringify(whole)}\n\n`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
