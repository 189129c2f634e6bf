import { errorFromData, errorToData } from '@mcp-agent/core/errors';
import type { WorkflowRun } from '@mcp-agent/core/engine';
import * as temporal from '@temporalio/workflow';
import { isAnswering } from './query-turns.ts';
import { claimUncaughtErrors, type Rejection, rememberedRejection, rememberRejection } from './thread.ts';
import { afterThisTurn } from './turn-end.ts';

// This file and `thread.ts` touch what Temporal's SDK does not document: `rejections.test.ts` shows that it still holds.

/** As much of the SDK's object for a run as is used: `Activator` in its sources. */
interface Activator {
  /** What the run waits for to become true. The SDK deletes what has, and looks again until nothing has. */
  readonly blockedConditions: Map<number, unknown>;
}

declare const __TEMPORAL_ACTIVATOR__: Activator;

let current: WorkflowRun | undefined;

/**
 * Fails the run for an error of the workflow's own code that nothing handles, as every engine does. Node reports such an
 * error when the workflow task is done, and the SDK then fails the task, which the server would repeat for ever. The
 * worker's thread remembers the error. When the task comes again, its errors are ignored, and the run fails with the one
 * remembered when nothing in it can go on. A run that ends in the task ends as it did, and the error is logged.
 */
export function failOnUncaughtErrors(run: WorkflowRun): void {
  current = run;
  claimUncaughtErrors((thrown) => {
    if (rejectionOfThisTask() !== undefined) return true;
    const { runId, historyLength } = temporal.workflowInfo();
    const byQuery = isAnswering();
    rememberRejection(runId, {
      reason: errorToData(thrown),
      // A query is no task: the next one ends the run.
      historyLength: byQuery ? historyLength + 1 : historyLength,
      byQuery,
    });
    return byQuery;
  });
}

/** Ends the run in the workflow task that rejected. */
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

/** Resolves when nothing in the run can go on in this workflow task: of all conditions, only the one here still holds. */
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

/** What the run was seen to reject with in this workflow task. */
function rejectionOfThisTask(): Rejection | undefined {
  const { runId, historyLength } = temporal.workflowInfo();
  const known = rememberedRejection(runId);
  return known !== undefined && historyLength >= known.historyLength ? known : undefined;
}

/** What ends the run. A `continueAsNew` that nothing awaits continues it: only the run has that as it was thrown. */
function endOf({ continuation }: WorkflowRun, { reason }: Rejection): unknown {
  const isContinuation = continuation !== undefined && errorToData(continuation).message === reason.message;
  return isContinuation ? continuation : errorFromData(reason);
}
