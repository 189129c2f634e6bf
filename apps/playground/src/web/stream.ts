import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Playground } from '../playground.ts';
import { eventId, eventsSince, versionOf } from './events.ts';

/** Changes within this time are sent together. */
const BATCH_MS = 40;
/** Interval of keep-alive comments, which reveal a lost connection. */
const KEEP_ALIVE_MS = 15_000;

/**
 * Streams changes to a page, after the event ID in `Last-Event-ID` (set by the browser) or in the query `since`. The
 * query `run=<engine>/<id>` selects the runs whose steps are sent.
 */
export function streamEvents(c: Context, playground: Playground): Response {
  const wanted = new Set(c.req.queries('run'));
  let version = versionOf(c.req.header('last-event-id') ?? c.req.query('since'));
  return streamSSE(c, async (stream) => {
    let wake = Promise.withResolvers<void>();
    const stop = playground.versions.onChange(() => wake.resolve());
    stream.onAbort(() => {
      stop();
      wake.resolve();
    });
    await stream.write('retry: 1000\n\n');
    while (!stream.aborted) {
      wake = Promise.withResolvers();
      for (const { version: reached, event } of eventsSince(playground, version, wanted)) {
        version = reached;
        await stream.writeSSE({ id: eventId(version), data: JSON.stringify(event) });
      }
      await stream.writeSSE({ id: eventId(version), data: JSON.stringify({ type: 'now' }) });
      const alive = setInterval(() => void stream.write(': alive\n\n'), KEEP_ALIVE_MS);
      await wake.promise;
      clearInterval(alive);
      await stream.sleep(BATCH_MS);
    }
  });
}
