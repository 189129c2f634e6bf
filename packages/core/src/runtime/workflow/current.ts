import { NoWorkflowError } from '../errors/workflow.ts';
import { isolateState } from '../values/isolate-state.ts';
import type { WorkflowContext } from './context.ts';

type Accessor = () => WorkflowContext | undefined;

const KEY = Symbol.for('@mcp-agent/core/current-workflow');

function accessors(): Accessor[] {
  return isolateState(KEY, () => []);
}

/**
 * Registers how an engine finds the current workflow: `AsyncLocalStorage` in a process with many workflows, a
 * variable in an isolate with one.
 */
export function provideCurrentWorkflow(accessor: Accessor): void {
  accessors().push(accessor);
}

/**
 * Returns the context of the calling workflow.
 *
 * @throws {@link NoWorkflowError} outside a workflow
 */
export function currentWorkflow(): WorkflowContext {
  for (const accessor of accessors()) {
    const context = accessor();
    if (context !== undefined) return context;
  }
  throw new NoWorkflowError(
    'No workflow is running here. Call this in the function of a workflow, and start the workflow with ' +
      'executor.executeWorkflow(workflow, input).',
  );
}
