import { UnknownWorkflowError } from '../errors/workflow.ts';
import { isolateState } from '../values/isolate-state.ts';
import { Registry } from '../values/registry.ts';
import type { WorkflowDefinition } from './definition.ts';

const KEY = Symbol.for('@mcp-agent/core/workflows');

function workflows(): Registry<WorkflowDefinition> {
  return isolateState(KEY, () => new Registry());
}

/** Registers a workflow by its name with the engine of this process or isolate. */
export function registerWorkflow(definition: WorkflowDefinition): void {
  workflows().add(definition);
}

/**
 * Returns a workflow by its name.
 *
 * @throws {@link UnknownWorkflowError} with the registered names
 */
export function findWorkflow(name: string): WorkflowDefinition {
  const definition = workflows().get(name);
  if (definition !== undefined) return definition;
  const known = workflowNames();
  throw new UnknownWorkflowError(
    known.length === 0
      ? `Workflow "${name}" is not defined here, and no other is. Import the file that calls app.workflow('${name}', ...) first.`
      : `Workflow "${name}" is not defined here. Defined workflows: ${known.join(', ')}. Check the name, or pass the file that defines it to the worker.`,
    { workflowName: name, known },
  );
}

/**
 * {@link findWorkflow} for a child. A child of an unknown workflow starts and then fails with the error of
 * `findWorkflow`, as in a Temporal worker.
 *
 * @param workflow what the parent passed
 */
export function findChildWorkflow(name: string, workflow: object): WorkflowDefinition {
  if (workflows().has(workflow)) return workflow;
  return (
    workflows().get(name) ?? {
      name,
      app: '',
      run: async (ctx, input) => findWorkflow(name).run(ctx, input),
    }
  );
}

/** Returns the names of all workflows defined in this process or isolate. */
export function workflowNames(): string[] {
  return workflows().names();
}
