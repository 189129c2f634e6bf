import { currentWorkflow } from '../../runtime/workflow/current.ts';
import { EventQueue } from './event-queue.ts';

/**
 * Yields the events that a work emits while it runs, and returns its result. If the consumer stops early, the work is
 * cancelled.
 */
export async function* streamEvents<Event, Result>(
  start: (emit: (event: Event) => void) => Promise<Result>,
): AsyncGenerator<Event, Result, undefined> {
  const events = new EventQueue<Event>();
  let stop: () => void = () => {};
  const work = currentWorkflow().cancellable((scope) => {
    stop = () => scope.cancel('The consumer stopped reading the stream.');
    return start(events.push);
  });
  work.then(events.end, events.end);
  try {
    for (let items = await events.take(); items !== undefined; items = await events.take()) yield* items;
    return await work;
  } finally {
    stop();
    await work.catch(() => {});
  }
}
