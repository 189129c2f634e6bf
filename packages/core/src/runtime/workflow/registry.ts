import { UnknownWorkflowError } from '../errors/workflow.ts';
import { checkObject } from '../values/invalid-argument.ts';
import { checkDefinedName } from '../values/names.ts';
import { isolateState } from '../values/isolate-state.ts';
import { Registry } from '../values/registry.ts';
import type { WorkflowDefinition } from './definition.ts';

const KEY = Symbol.for('@mcp-agent/core/workflows');

function workflows(): Registry<WorkflowDefinition> {
  return isolateState(KEY, () => new Registry());
}

/** Makes a workflow known by its name to whichever engine runs in this process or isolate. */
export function registerWorkflow(definition: WorkflowDefinition): void {
  workflows().add(definition);
}

/**
 * The workflow of that name.
 *
 * @throws {@link UnknownWorkflowError} with the names that there are
 */
export function findWorkflow(name: string): WorkflowDefinition {
  const definition = workflows().get(name);
  if (definition !== undefined) return definition;
  const known = workflowNames();
  throw new UnknownWorkflowError(
    known.length === 0
      ? `No workflow is named "${name}"; none is defined here. Import the file that calls app.workflow('${name}', ...) before this.`
      : `No workflow is named "${name}". Those defined here: ${known.join(', ')}. Check the name, or give the worker the file that defines it.`,
    { workflowName: name, known },
  );
}

/**
 * {@link findWorkflow} for a child. A child of an unknown workflow starts, and fails with what `findWorkflow` throws,
 * as it does in a Temporal worker.
 */
export function findChildWorkflow(name: string): WorkflowDefinition {
  return (
    workflows().get(name) ?? {
      name,
      app: '',
      run: async (ctx, input) => findWorkflow(name).run(ctx, input),
    }
  );
}

/**
 * The name of a workflow that a caller starts. Its definition may be of the caller's own making.
 *
 * @throws {@link InvalidArgumentError} for what is no definition, or has a name that no workflow can have
 */
export function nameToStart(workflow: { readonly name: string }): string {
  checkObject('workflow', workflow, 'a workflow that app.workflow(...) returned');
  return checkDefinedName('workflow name', workflow.name);
}

/** The names of all workflows defined in this process or isolate. */
export function workflowNames(): string[] {
  return workflows().names();
}
