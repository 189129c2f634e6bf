import { InvalidArgumentError } from '@mcp-agent/core/errors';
import type * as temporal from '@temporalio/workflow';

// Each run has its own copy of this module.
let answering = false;
let changedByQuery = false;

const ADVICE = 'Only read variables in a query handler; start steps in a signal or update handler.';

/** Whether the workflow runs only to answer a query and must not start a step. */
export function isAnswering(): boolean {
  return answering;
}

/** @throws {@link InvalidArgumentError} when the workflow runs only to answer a query */
export function checkMayStart(step: string): void {
  if (!answering) return;
  throw new InvalidArgumentError(`A query handler started ${step}. ${ADVICE}`, { argument: 'handler' });
}

/**
 * Prevents queries from changing the workflow. Code that a query handler leaves pending runs before the next turn,
 * and may start a timer, resume the workflow's function or end it. A command in a query response stops the whole
 * worker, so it is dropped. The run then no longer matches its history: the next workflow task fails once, and the
 * worker replays the history without the query.
 */
export const queryTurns: temporal.WorkflowInternalsInterceptor = {
  activate: (input, next) => {
    const jobs = input.activation.jobs ?? [];
    answering = jobs.length > 0 && jobs.every(({ queryWorkflow }) => Boolean(queryWorkflow));
    if (changedByQuery && !answering) {
      throw new Error(
        `A query handler changed the workflow: it started a step or ended the run. The workflow is replayed without it. ${ADVICE}`,
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
