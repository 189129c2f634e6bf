import { errorFromData, errorToData } from '@mcp-agent/core/errors';
import type { WorkflowRun } from '@mcp-agent/core/engine';
import * as temporal from '@temporalio/workflow';
import { isAnswering } from './query-turns.ts';
import { claimUncaughtErrors, type Rejection, rememberedRejection, rememberRejection } from './thread.ts';
import { afterThisTurn } from './turn-end.ts';

// This file and `thread.ts` rely on undocumented parts of Temporal's SDK; `rejections.test.ts` checks them.

/** The used part of the SDK's object for a run: `Activator` in its sources. */
interface Activator {
  /** The run's pending conditions. The SDK deletes those that hold, and repeats until none does. */
  readonly blockedConditions: Map<number, unknown>;
}

declare const __TEMPORAL_ACTIVATOR__: Activator;

let current: WorkflowRun | undefined;

/**
 * Fails the run on an uncaught error of the workflow's code, as every engine does. Node.js reports such an error when
 * the workflow task is done, and the SDK then fails the task, which the server would retry forever. The worker's
 * thread therefore remembers the error. When the task is retried, its uncaught errors are ignored, and the run fails
 * with the remembered error once nothing in it can continue. A run that ends in that task keeps its outcome, and the
 * error is logged.
 */
export function failOnUncaughtErrors(run: WorkflowRun): void {
  current = run;
  claimUncaughtErrors((thrown) => {
    if (rejectionOfThisTask() !== undefined) return true;
    const { runId, historyLength } = temporal.workflowInfo();
    const byQuery = isAnswering();
    rememberRejection(runId, {
      reason: errorToData(thrown),
      // A query is not a workflow task, so the next task ends the run.
      historyLength: byQuery ? historyLength + 1 : historyLength,
      byQuery,
    });
    return byQuery;
  });
}

/** Ends the run in the workflow task that had the uncaught error. */
export const rejectedTasks: temporal.WorkflowInternalsInterceptor = {
  activate: (input, next) => {
    const known = isAnswering() ? undefined : rejectionOfThisTask();
    const end = (): void => {
      if (current !== undefined && known !== undefined) current.unhandled(endOf(current, known));
    };
    if (known?.byQuery === true) end();
    else if (known !== undefined) void atRest().then(end);
    next(input);
  },
};

/**
 * Resolves when nothing in the run can continue in this workflow task: the only condition that still resolves is the
 * one below.
 */
async function atRest(): Promise<void> {
  const { blockedConditions } = __TEMPORAL_ACTIVATOR__;
  const { delete: remove } = blockedConditions;
  let unblocked = 0;
  blockedConditions.delete = (seq) => {
    unblocked += 1;
    return remove.call(blockedConditions, seq);
  };
  do {
    unblocked = 0;
    await afterThisTurn();
  } while (unblocked > 1);
  blockedConditions.delete = remove;
}

/** Returns the remembered error of this workflow task. */
function rejectionOfThisTask(): Rejection | undefined {
  const { runId, historyLength } = temporal.workflowInfo();
  const known = rememberedRejection(runId);
  return known !== undefined && historyLength >= known.historyLength ? known : undefined;
}

/**
 * Returns the error that ends the run. For a `continueAsNew` that is not awaited, returns the run's original error,
 * because only the run holds it.
 */
function endOf({ continuation }: WorkflowRun, { reason }: Rejection): unknown {
  const isContinuation = continuation !== undefined && errorToData(continuation).message === reason.message;
  return isContinuation ? continuation : errorFromData(reason);
}
