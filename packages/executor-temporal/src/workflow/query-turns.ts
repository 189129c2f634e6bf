import type * as temporal from '@temporalio/workflow';

// Each run has the isolate's modules to itself.
let answering = false;
let changedByQuery = false;

/** Whether the workflow runs for nothing but a query: it may begin no step now. */
export function isAnswering(): boolean {
  return answering;
}

/**
 * Keeps queries from changing the workflow. What a query's handler left behind runs before the next turn, and may start
 * a timer, go on in the workflow's function or end it. A command in the answer to a query stops the whole worker, so
 * it is dropped; the run then no longer is what its history says, and the next workflow task fails once, after which
 * the worker replays the history without the query.
 */
export const queryTurns: temporal.WorkflowInternalsInterceptor = {
  activate: (input, next) => {
    const jobs = input.activation.jobs ?? [];
    answering = jobs.length > 0 && jobs.every(({ queryWorkflow }) => Boolean(queryWorkflow));
    if (changedByQuery && !answering) {
      throw new Error(
        'A query handler changed the workflow: it began a step, or ended the run. The workflow is replayed without it. Let query handlers read variables and nothing else.',
      );
    }
    next(input);
  },
  concludeActivation: (input, next) => {
    const { commands } = next(input);
    if (!answering) return { commands };
    const answers = commands.filter(({ respondToQuery }) => Boolean(respondToQuery));
    changedByQuery ||= answers.length < commands.length;
    return { commands: answers };
  },
};
