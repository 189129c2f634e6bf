import { invalidArgument } from '../values/invalid-argument.ts';
import { checkDefinedName } from '../values/names.ts';

/** The part of a workflow definition that a start needs: the name, and the types of the input and the output. */
export interface StartableWorkflow<Input, Output> {
  readonly name: string;
  readonly run: (ctx: never, input: Input) => Promise<Output>;
}

const WORKFLOW = 'a workflow that app.workflow(...) returned';

/**
 * Returns the name of a workflow to start. The caller may construct the definition itself.
 *
 * @throws {@link InvalidArgumentError} for a value that is not a definition, or has an invalid name
 */
export function nameToStart(workflow: { readonly name: string }): string {
  if (typeof workflow?.name !== 'string') throw invalidArgument('workflow', workflow, WORKFLOW);
  return checkDefinedName('workflow name', workflow.name);
}
