import { errorFromData, type McpAgentError } from '@mcp-agent/core';
import * as temporal from '@temporalio/workflow';
import { rememberedRejection, rememberRejection } from './remembered-rejections.ts';

// The only file that touches what Temporal's SDK does not document: `rejections.test.ts` shows that it still holds.

/** As much of the SDK's object for a run as is used: `Activator` in its sources. */
interface Activator {
  /** Where the SDK notes an unhandled rejection, from outside the isolate, before it fails the workflow task with it. */
  workflowTaskError: unknown;
}

declare const __TEMPORAL_ACTIVATOR__: Activator;

let failRun: (reason: McpAgentError) => void = () => {};

/**
 * Has a rejected promise of the workflow's own code that nothing handles fail the run, as it does on every engine. Node
 * finds such a rejection when the workflow task is done, and the SDK then fails the task, which would be tried for
 * ever. The worker's thread remembers the reason, and when the task comes again, the run fails with it.
 *
 * @param fail fails the run
 * @throws the reason, where the task is the run's first and was seen to reject before
 */
export function failOnRejection(fail: (reason: McpAgentError) => void): void {
  const known = rejectionOfThisTask();
  if (known !== undefined) throw known;
  failRun = fail;
  const { runId } = temporal.workflowInfo();
  let taskError: unknown;
  Object.defineProperty(__TEMPORAL_ACTIVATOR__, 'workflowTaskError', {
    configurable: true,
    get: () => taskError,
    set: (error: unknown) => {
      taskError = error;
      if (!isUnhandledRejection(error)) return;
      rememberRejection(runId, error.cause, temporal.workflowInfo().historyLength);
    },
  });
}

/** Fails the run in the workflow task in which it was seen to reject. */
export const rejectedTasks: temporal.WorkflowInternalsInterceptor = {
  activate: (input, next) => {
    const jobs = input.activation.jobs ?? [];
    // The first task is refused by the workflow's function itself.
    const isOther = jobs.some(({ initializeWorkflow, queryWorkflow }) => initializeWorkflow ?? queryWorkflow);
    const known = isOther ? undefined : rejectionOfThisTask();
    if (known === undefined) next(input);
    else failRun(known);
  },
};

/** What the run was seen to reject with in this workflow task: none of its code is to run again. */
function rejectionOfThisTask(): McpAgentError | undefined {
  const { runId, historyLength } = temporal.workflowInfo();
  const known = rememberedRejection(runId);
  return known !== undefined && historyLength >= known.historyLength
    ? errorFromData(known.reason)
    : undefined;
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
