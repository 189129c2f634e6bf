import type { JsonValue, ParentClosePolicy } from '@mcp-agent/core';
import { PARENT_CLOSED } from '@mcp-agent/core/engine';
import { type CancelScope, childResult, type Outcome } from '@mcp-agent/engine-kit';
import { lastOutcome, latestRun } from './result.ts';
import type { RunLifecycle } from './run-lifecycle.ts';

/** A child workflow: its first run and all runs that continue it. */
export interface Child {
  readonly first: RunLifecycle;
  readonly policy: ParentClosePolicy;
  readonly ended: Promise<Outcome>;
}

export function childOf(first: RunLifecycle, policy: ParentClosePolicy): Child {
  return { first, policy, ended: lastOutcome(first) };
}

/** The open children of one run. */
export class ChildRuns {
  readonly #open = new Set<Child>();

  add(child: Child): void {
    this.#open.add(child);
    void child.ended.then(() => this.#open.delete(child));
  }

  parentClosed(): void {
    for (const { first, policy } of this.#open) {
      if (policy === 'terminate') latestRun(first).terminate(PARENT_CLOSED);
      if (policy === 'request_cancel') void latestRun(first).cancel();
    }
  }
}

/**
 * Waits for a child in a scope of its parent. Cancelling the scope cancels the child; the wait lasts until the child
 * has cleaned up. A child with the policy `abandon` continues, and the wait ends.
 */
export function awaitChild(scope: CancelScope, { first, policy, ended }: Child): Promise<JsonValue> {
  return scope.wait<JsonValue>(
    (wait) => {
      ended
        .then((outcome) => childResult(first.info, outcome, scope.cancelled))
        .then(
          (output) => wait.resolve(output),
          (error: unknown) => wait.reject(error),
        );
      return undefined;
    },
    policy === 'abandon' ? undefined : () => void latestRun(first).cancel(),
  );
}
