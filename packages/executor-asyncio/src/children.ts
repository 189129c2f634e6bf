import { CancelledError, ChildWorkflowError, type JsonValue, type ParentClosePolicy } from '@mcp-agent/core';
import type { AsyncioRun } from './run.ts';
import { lastOutcome } from './result.ts';
import type { CancelScope } from './scope.ts';

/** The children of one run that were not seen to end. */
export class ChildRuns {
  readonly #open = new Map<AsyncioRun, ParentClosePolicy>();

  add(child: AsyncioRun, policy: ParentClosePolicy): void {
    this.#open.set(child, policy);
    void child.closed.then(() => this.#open.delete(child));
  }

  parentClosed(): void {
    for (const [child, policy] of this.#open) {
      if (policy === 'terminate') child.terminate('its parent closed');
      if (policy === 'request_cancel') child.cancel();
    }
  }
}

/**
 * Waits for a child in a scope of its parent. A cancellation of the scope is handed on, and the wait goes on
 * until the child has cleaned up.
 */
export function awaitChild(scope: CancelScope, child: AsyncioRun): Promise<JsonValue> {
  return scope.wait<JsonValue>(
    (resolve, reject) => {
      void lastOutcome(child).then((outcome) => {
        if (outcome.status === 'completed') return resolve(outcome.output);
        if (outcome.status === 'cancelled' && scope.cancelled) {
          return reject(
            new CancelledError('The child workflow was cancelled with its parent.', { cause: outcome.error }),
          );
        }
        const { workflowId, runId, workflowName } = child.info;
        return reject(
          new ChildWorkflowError(
            `Child workflow "${workflowName}" ${outcome.status}: ${outcome.error.message}`,
            {
              workflowId,
              runId,
              workflowName,
              cause: outcome.error,
            },
          ),
        );
      });
      return () => {};
    },
    () => child.cancel(),
  );
}
