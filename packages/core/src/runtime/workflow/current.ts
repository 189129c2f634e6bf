import { NoWorkflowError } from '../errors/workflow.ts';
import { isolateState } from '../values/isolate-state.ts';
import type { WorkflowContext } from './context.ts';

type Accessor = () => WorkflowContext | undefined;

const KEY = Symbol.for('@mcp-agent/core/current-workflow');

function accessors(): Accessor[] {
  return isolateState(KEY, () => []);
}

/**
 * Tells core how an engine finds the workflow that runs right now: `AsyncLocalStorage` in a process where many
 * run at once, a variable in an isolate where one does.
 */
export function provideCurrentWorkflow(accessor: Accessor): void {
  accessors().push(accessor);
}

/**
 * The context of the workflow that calls this.
 *
 * @throws {@link NoWorkflowError} outside a workflow
 */
export function currentWorkflow(): WorkflowContext {
  for (const accessor of accessors()) {
    const context = accessor();
    if (context !== undefined) return context;
  }
  throw new NoWorkflowError(
    'No workflow runs here. Agents, models and activities are called from the function given to app.workflow(...), ' +
      'which an executor runs: await executor.executeWorkflow(workflow, input).',
  );
}
