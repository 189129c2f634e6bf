import type { JsonValue } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/host';
import type { Stream } from '@anthropic-ai/sdk/streaming';
import { eventsOf } from './stream.ts';

/**
 * Reads the events of a response. Some services send them without event names, with `[DONE]` at the end, or send the
 * message as a whole although the request asks for a stream.
 *
 * @throws `SyntaxError` when an event is not JSON
 */
export async function* readEvents(
  response: Response,
  rawEvents: typeof Stream.rawEvents,
): AsyncGenerator<JsonValue, void, undefined> {
  if (/\bjson\b/.test(response.headers.get('content-type') ?? '')) {
    const body: JsonValue = JSON.parse(await response.text());
    yield* isJsonObject(body) && 'content' in body ? eventsOf(body) : [body];
    return;
  }
  for await (const { event, data } of rawEvents(response)) {
    if (data === '' || data === '[DONE]' || event === 'ping') continue;
    const parsed = event === 'error' ? readError(data) : parse(data);
    if (!isJsonObject(parsed)) yield parsed;
    else if (parsed['type'] === 'message') yield* eventsOf(parsed);
    else yield { ...(event !== null && { type: event }), ...parsed };
  }
}

/** Gateways send an error event of any form, also text. */
function readError(data: string): JsonValue {
  try {
    const error = parse(data);
    return isJsonObject(error) ? { ...error, type: 'error' } : { type: 'error', error };
  } catch {
    return { type: 'error', error: data };
  }
}

function parse(data: string): JsonValue {
  const value: JsonValue = JSON.parse(data);
  return value;
}
