import { NoActivityError } from '../errors/activity.ts';
import { isolateState } from '../values/isolate-state.ts';
import type { ActivityContext } from './context.ts';

/** As much of Node's `AsyncLocalStorage` as is needed: core itself has none. */
export interface ActivityStorage {
  run<T>(context: ActivityContext, fn: () => T): T;
  getStore(): ActivityContext | undefined;
}

const KEY = Symbol.for('@mcp-agent/core/activity-storage');

/** A place to put it: there is one or none. */
function provider(): { storage?: ActivityStorage } {
  return isolateState(KEY, () => ({}));
}

/** Tells core how the process that runs activities finds the one that calls. */
export function provideActivityStorage(provided: ActivityStorage): void {
  provider().storage = provided;
}

export function runInActivity<T>(context: ActivityContext, fn: () => T): T {
  const { storage } = provider();
  return storage === undefined ? fn() : storage.run(context, fn);
}

/**
 * The context of the activity that calls this: for plain functions, which are not given it. Temporal's
 * `Context.current()`.
 *
 * @throws {@link NoActivityError} outside an activity
 */
export function activityContext(): ActivityContext {
  const context = provider().storage?.getStore();
  if (context !== undefined) return context;
  throw new NoActivityError(
    'No activity runs here. Call this from a function that an engine runs as an activity.',
  );
}
