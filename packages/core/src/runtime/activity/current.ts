import { NoActivityError } from '../errors/activity.ts';
import { isolateState } from '../values/isolate-state.ts';
import type { ActivityContext } from './context.ts';

/** The part of Node's `AsyncLocalStorage` that core needs. Core does not depend on Node. */
export interface ActivityStorage {
  run<T>(context: ActivityContext, fn: () => T): T;
  getStore(): ActivityContext | undefined;
}

const KEY = Symbol.for('@mcp-agent/core/activity-storage');

/** Holds the provided storage, if any. */
function provider(): { storage?: ActivityStorage } {
  return isolateState(KEY, () => ({}));
}

/** Sets the storage that finds the current activity in the process that runs activities. */
export function provideActivityStorage(provided: ActivityStorage): void {
  provider().storage = provided;
}

export function runInActivity<T>(context: ActivityContext, fn: () => T): T {
  const { storage } = provider();
  return storage === undefined ? fn() : storage.run(context, fn);
}

/**
 * Returns the context of the calling activity, for plain functions that do not receive it as an argument.
 * Temporal's `Context.current()`.
 *
 * @throws {@link NoActivityError} outside an activity
 */
export function activityContext(): ActivityContext {
  const context = provider().storage?.getStore();
  if (context !== undefined) return context;
  throw new NoActivityError(
    'No activity is running here. Call activityContext() in the function of an activity.',
  );
}
