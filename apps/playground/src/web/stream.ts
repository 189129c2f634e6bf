import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Playground } from '../playground.ts';
import { eventId, eventsSince, versionOf } from './events.ts';

/** Changes that come close together are told together. */
const GATHER_MS = 40;
/** A line now and then, so that a connection that is gone is noticed. */
const ALIVE_MS = 15_000;

/**
 * Tells a page what changes, after the event that it names: the browser in `Last-Event-ID`, the page in `since`. The runs whose steps it wants are in
 * the query, `run=<engine>/<id>`.
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
      const alive = setInterval(() => void stream.write(': alive\n\n'), ALIVE_MS);
      await wake.promise;
      clearInterval(alive);
      await stream.sleep(GATHER_MS);
    }
  });
}
