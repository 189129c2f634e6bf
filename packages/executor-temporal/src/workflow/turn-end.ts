import * as temporal from '@temporalio/workflow';

/**
 * Resolves when the workflow has come to rest, still within its workflow task: the SDK evaluates conditions once the
 * microtasks are done, and before it rejects updates that have no handler.
 */
export function afterThisTurn(): Promise<void> {
  let begun = false;
  void Promise.resolve().then(() => {
    begun = true;
  });
  return temporal.CancellationScope.nonCancellable(() => temporal.condition(() => begun));
}
