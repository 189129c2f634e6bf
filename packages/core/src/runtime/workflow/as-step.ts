import { CallSite } from '../errors/stack.ts';
import type { WorkflowContext } from './context.ts';
import { currentWorkflow } from './current.ts';

/**
 * Runs an operation of an agent or a pattern as a step of the current workflow: its promise never counts as an
 * unhandled rejection, and a failure that is not awaited is logged under the step's name.
 *
 * @param step name of the operation, such as `agent "finder" callTool`
 * @returns a promise that rejects with a {@link NoWorkflowError} outside a workflow
 */
export function asStep<T>(step: string, fn: (ctx: WorkflowContext) => Promise<T>): Promise<T> {
  let ctx: WorkflowContext;
  try {
    ctx = currentWorkflow();
  } catch (error) {
    return Promise.reject(error);
  }
  return ctx.promises.run(step, () => fn(ctx), new CallSite(asStep, 'operation'));
}
