import type * as temporal from '@temporalio/workflow';

// Each run has the isolate's modules to itself.
let answering = false;

/** Whether the workflow runs for nothing but a query. A step that it began now would stop the whole worker. */
export function isAnswering(): boolean {
  return answering;
}

/** Notes what the workflow runs for. What a query's handler left behind runs before the next. */
export const queryTurns: temporal.WorkflowInternalsInterceptor = {
  activate: (input, next) => {
    const jobs = input.activation.jobs ?? [];
    answering = jobs.length > 0 && jobs.every(({ queryWorkflow }) => Boolean(queryWorkflow));
    next(input);
  },
};
