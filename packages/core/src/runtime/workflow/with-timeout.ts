import { isCancellation } from '../errors/is-cancellation.ts';
import { TimeoutError } from '../errors/workflow.ts';
import type { WorkflowRuntime } from './runtime.ts';

/** Implements `ctx.withTimeout` for any engine. */
export function withTimeout<T>(runtime: WorkflowRuntime, ms: number, fn: () => Promise<T>): Promise<T> {
  return runtime.runScope('cancellable', async (scope) => {
    let timedOut = false;
    let stopTimer: () => void = () => {};
    const timer = runtime.runScope('cancellable', (timerScope) => {
      stopTimer = () => timerScope.cancel('The time was not needed.');
      return runtime.sleep(ms);
    });
    const expiry = timer.then(
      () => {
        timedOut = true;
        scope.cancel(`The operation did not finish within its timeout of ${ms} ms.`);
      },
      // The function finished first, or the workflow was cancelled and the function receives the cancellation itself.
      () => {},
    );
    try {
      return await fn();
    } catch (error) {
      if (timedOut && isCancellation(error)) {
        throw new TimeoutError(`The operation did not finish within its timeout of ${ms} ms.`, {
          kind: 'scope',
          cause: error,
        });
      }
      throw error;
    } finally {
      stopTimer();
      await expiry;
    }
  });
}
