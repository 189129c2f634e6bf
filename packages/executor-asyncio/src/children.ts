import type { JsonValue, ParentClosePolicy } from '@mcp-agent/core';
import { PARENT_CLOSED } from '@mcp-agent/core/engine';
import { type CancelScope, childResult } from '@mcp-agent/engine';
import { lastOutcome, latestRun } from './result.ts';
import type { AsyncioRun } from './run.ts';

/** The children of one run that were not seen to end. A child is the chain of runs that it continues as. */
export class ChildRuns {
  readonly #open = new Map<AsyncioRun, ParentClosePolicy>();

  add(child: AsyncioRun, policy: ParentClosePolicy): void {
    this.#open.set(child, policy);
    void lastOutcome(child).then(() => this.#open.delete(child));
  }

  parentClosed(): void {
    for (const [child, policy] of this.#open) {
      if (policy === 'terminate') latestRun(child).terminate(PARENT_CLOSED);
      if (policy === 'request_cancel') void latestRun(child).cancel();
    }
  }
}

/**
 * Waits for a child in a scope of its parent. A cancellation of the scope is handed on, and the wait goes on until the
 * child has cleaned up; a child with the policy `abandon` goes on, and the wait ends.
 */
export function awaitChild(
  scope: CancelScope,
  child: AsyncioRun,
  policy: ParentClosePolicy,
): Promise<JsonValue> {
  return scope.wait<JsonValue>(
    (wait) => {
      lastOutcome(child)
        .then((outcome) => childResult(child.info, outcome, scope.cancelled))
        .then(
          (output) => wait.resolve(output),
          (error: unknown) => wait.reject(error),
        );
      return undefined;
    },
    policy === 'abandon' ? undefined : () => void latestRun(child).cancel(),
  );
}
