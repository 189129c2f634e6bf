import * as temporal from '@temporalio/workflow';

/**
 * Resolves when the workflow is idle, still within its workflow task: the SDK evaluates conditions after the
 * microtasks, and before it rejects updates without a handler.
 */
export function afterThisTurn(): Promise<void> {
  let begun = false;
  void Promise.resolve().then(() => {
    begun = true;
  });
  return temporal.CancellationScope.nonCancellable(() => temporal.condition(() => begun));
}
