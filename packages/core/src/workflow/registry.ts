import { DuplicateNameError, UnknownWorkflowError } from '../errors/workflow.ts';
import { definedAt } from '../values/defined-at.ts';
import type { WorkflowDefinition } from './definition.ts';

interface Registered {
  readonly definition: WorkflowDefinition;
  readonly place: string | undefined;
}

const workflows = new Map<string, Registered>();

/** Makes a workflow known by its name to whichever engine runs in this process or isolate. */
export function registerWorkflow(definition: WorkflowDefinition): void {
  const place = definedAt();
  const former = workflows.get(definition.name);
  if (former !== undefined && (place === undefined || former.place !== place)) {
    throw new DuplicateNameError(
      `Two workflows are named "${definition.name}". An engine finds a workflow by its name: rename one of them.`,
      { definitionName: definition.name },
    );
  }
  workflows.set(definition.name, { definition, place });
}

/**
 * The workflow of that name.
 *
 * @throws {@link UnknownWorkflowError} with the names that there are
 */
export function findWorkflow(name: string): WorkflowDefinition {
  const definition = workflows.get(name)?.definition;
  if (definition !== undefined) return definition;
  const known = workflowNames();
  throw new UnknownWorkflowError(
    known.length === 0
      ? `No workflow is named "${name}"; none is defined here. Import the file that calls app.workflow('${name}', ...) before this.`
      : `No workflow is named "${name}". Those defined here: ${known.join(', ')}. Check the name, or give the worker the file that defines it.`,
    { workflowName: name, known },
  );
}

/** The names of all workflows defined in this process or isolate. */
export function workflowNames(): string[] {
  return [...workflows.keys()].toSorted();
}
