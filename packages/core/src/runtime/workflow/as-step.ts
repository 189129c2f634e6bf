import type { WorkflowContext } from './context.ts';
import { currentWorkflow } from './current.ts';

/**
 * Runs what an agent or a pattern does for workflow code, as a step of the workflow that runs: its promise never counts
 * as an unhandled rejection, and a failure that no code awaits is logged under that name.
 *
 * @param step what is done, such as `agent "finder" callTool`
 * @returns a promise that rejects with a {@link NoWorkflowError} outside a workflow
 */
export function asStep<T>(step: string, fn: (ctx: WorkflowContext) => Promise<T>): Promise<T> {
  let ctx: WorkflowContext;
  try {
    ctx = currentWorkflow();
  } catch (error) {
    return Promise.reject(error);
  }
  return ctx.promises.run(step, () => fn(ctx));
}
