import { errorFromData, type McpAgentError } from '@mcp-agent/core';
import type { WorkflowRun } from '@mcp-agent/core/engine';
import * as temporal from '@temporalio/workflow';
import { type Rejection, rememberedRejection, rememberRejection } from './remembered-rejections.ts';

// The only file that touches what Temporal's SDK does not document: `rejections.test.ts` shows that it still holds.

/** As much of the SDK's object for a run as is used: `Activator` in its sources. */
interface Activator {
  /** Where the SDK notes an unhandled rejection, from outside the isolate, before it fails the workflow task with it. */
  workflowTaskError: unknown;
  readonly info: Pick<temporal.WorkflowInfo, 'runId' | 'historyLength'>;
  /** Where the SDK notes each promise that is made, for stack traces. */
  readonly promiseStackStore: { readonly childToParent: Map<Promise<unknown>, unknown> };
}

declare const __TEMPORAL_ACTIVATOR__: Activator;

let current: WorkflowRun | undefined;
let releaseTask: (() => void) | undefined;

/**
 * Has a rejected promise of the workflow's own code that nothing handles fail the run, as it does on every engine. Node
 * finds such a rejection when the workflow task is done, and the SDK then fails the task, which would be tried for
 * ever. The worker's thread remembers the reason, and when the task comes again, the run fails with it; a run that had
 * ended in the task ends as it did, and the reason is logged.
 *
 * @throws the reason, where the task is the run's first and was seen to reject before
 */
export function failOnRejection(run: WorkflowRun): void {
  const activator = __TEMPORAL_ACTIVATOR__;
  const known = rejectionOfThisTask(activator);
  if (known?.ended === false) throw reasonOf(known);
  current = run;
  if (known !== undefined) ignoreRejections(activator, known);
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
      rememberRejection(runId, { reason: error.cause, historyLength, ended: run.ended });
    },
  });
}

/** Ends the run in the workflow task in which it was seen to reject. */
export const rejectedTasks: temporal.WorkflowInternalsInterceptor = {
  activate: (input, next) => {
    const jobs = input.activation.jobs ?? [];
    // In the first task, the workflow's function itself does it.
    const isOther = jobs.some(({ initializeWorkflow, queryWorkflow }) => initializeWorkflow ?? queryWorkflow);
    const known = isOther ? undefined : rejectionOfThisTask(__TEMPORAL_ACTIVATOR__);
    if (known?.ended === false) return current?.failed(reasonOf(known));
    if (known !== undefined) ignoreRejections(__TEMPORAL_ACTIVATOR__, known);
    next(input);
  },
  concludeActivation: (input, next) => {
    releaseTask?.();
    releaseTask = undefined;
    return next(input);
  },
};

/** Handles all promises that are made in this task, when it is done. */
function ignoreRejections({ promiseStackStore: { childToParent } }: Activator, known: Rejection): void {
  const made: Promise<unknown>[] = [];
  const { set } = childToParent;
  childToParent.set = (promise, parents) => {
    made.push(promise);
    return set.call(childToParent, promise, parents);
  };
  releaseTask = () => {
    childToParent.set = set;
    for (const promise of made) promise.catch(() => {});
    current?.unhandled(reasonOf(known));
  };
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
