import { errorFromData, type McpAgentError } from '@mcp-agent/core';
import type { WorkflowRun } from '@mcp-agent/core/engine';
import * as temporal from '@temporalio/workflow';
import { type Rejection, rememberedRejection, rememberRejection } from './remembered-rejections.ts';
import { afterThisTurn } from './turn-end.ts';

// The only file that touches what Temporal's SDK does not document: `rejections.test.ts` shows that it still holds.

/** As much of the SDK's object for a run as is used: `Activator` in its sources. */
interface Activator {
  /** Where the SDK notes an unhandled rejection, from outside the isolate, before it fails the workflow task with it. */
  workflowTaskError: unknown;
  readonly info: Pick<temporal.WorkflowInfo, 'runId' | 'historyLength'>;
  /** Where the SDK notes each promise that is made and not settled yet, for stack traces. */
  readonly promiseStackStore: { readonly childToParent: Map<Promise<unknown>, unknown> };
  /** What the run waits for to become true. The SDK deletes what has, and looks again until nothing has. */
  readonly blockedConditions: Map<number, unknown>;
}

declare const __TEMPORAL_ACTIVATOR__: Activator;

let current: WorkflowRun | undefined;
let releaseTask: (() => void) | undefined;

/**
 * Fails the run for a rejected promise of the workflow's own code that nothing handles, as every engine does. Node
 * reports such a rejection when the workflow task is done, and the SDK then fails the task, which the server would
 * repeat for ever. The worker's thread remembers the reason. When the task comes again, all its promises are
 * handled, and the run fails with the reason when nothing in it can go on. A run that ends in the task ends as it did, and
 * the reason is logged.
 *
 * @throws the reason, where the task is the run's first and rejects in spite of that
 */
export function failOnRejection(run: WorkflowRun): void {
  const activator = __TEMPORAL_ACTIVATOR__;
  const known = rejectionOfThisTask(activator);
  if (known?.again === true) throw reasonOf(known);
  current = run;
  if (known !== undefined) handleRejections(activator, known);
  let taskError: unknown;
  let rejectedTask: number | undefined;
  Object.defineProperty(activator, 'workflowTaskError', {
    configurable: true,
    get: () => taskError,
    set: (error: unknown) => {
      taskError = error;
      if (!isUnhandledRejection(error)) return;
      const { runId, historyLength } = activator.info;
      if (rejectedTask === historyLength) return;
      rejectedTask = historyLength;
      rememberRejection(runId, historyLength, error.cause);
    },
  });
}

/** Ends the run in the workflow task that rejected. */
export const rejectedTasks: temporal.WorkflowInternalsInterceptor = {
  activate: (input, next) => {
    const jobs = input.activation.jobs ?? [];
    // In the first task, the workflow's function itself does it.
    const isOther = jobs.some(({ initializeWorkflow, queryWorkflow }) => initializeWorkflow ?? queryWorkflow);
    const known = isOther ? undefined : rejectionOfThisTask(__TEMPORAL_ACTIVATOR__);
    if (known?.again === true) return current?.failed(reasonOf(known));
    if (known !== undefined) handleRejections(__TEMPORAL_ACTIVATOR__, known);
    next(input);
  },
  concludeActivation: (input, next) => {
    releaseTask?.();
    releaseTask = undefined;
    return next(input);
  },
};

/** Handles all promises that may reject in this task when it is done, and reports the reason when the run is at rest. */
function handleRejections(activator: Activator, known: Rejection): void {
  const { childToParent } = activator.promiseStackStore;
  // Those that are not settled yet, and those that the task makes.
  const open = [...childToParent.keys()];
  const { set } = childToParent;
  childToParent.set = (promise, parents) => {
    open.push(promise);
    return set.call(childToParent, promise, parents);
  };
  releaseTask = () => {
    childToParent.set = set;
    for (const promise of open) promise.catch(() => {});
  };
  void atRest(activator).then(() => current?.unhandled(reasonOf(known)));
}

/** Resolves when nothing in the run can go on in this workflow task: of all conditions, only the one here still holds. */
async function atRest({ blockedConditions }: Activator): Promise<void> {
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
function rejectionOfThisTask({ info }: Activator): Rejection | undefined {
  const known = rememberedRejection(info.runId);
  return known !== undefined && info.historyLength >= known.historyLength ? known : undefined;
}

function reasonOf({ reason }: Rejection): McpAgentError {
  return errorFromData(reason);
}

/** The SDK's error is made outside the isolate, of a class that does not exist inside. */
function isUnhandledRejection(error: unknown): error is { readonly cause: unknown } {
  return (
    typeof error === 'object' &&
    error !== null &&
    'name' in error &&
    error.name === 'UnhandledRejectionError' &&
    'cause' in error
  );
}
