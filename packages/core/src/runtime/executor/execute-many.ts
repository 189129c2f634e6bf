import { checkItems, type Concurrency, mapBounded, resolveConcurrency } from '../values/map-bounded.ts';
import type { WorkflowDefinition } from '../workflow/definition.ts';
import type { Executor } from './executor.ts';

/**
 * Runs a workflow once for each input, at the most `concurrency` at once, and gives the results in the inputs'
 * order. mcp-agent's `execute_many`. After one has failed no more are started; those that run are waited for,
 * and the first failure in the inputs' order is thrown.
 *
 * @example
 * ```ts
 * const greetings = await executeMany(executor, greet, [{ name: 'Ada' }, { name: 'Bob' }], { concurrency: 2 });
 * ```
 */
export function executeMany<Input, Output>(
  executor: Executor,
  workflow: WorkflowDefinition<Input, Output>,
  inputs: readonly Input[],
  options: Concurrency = {},
): Promise<Output[]> {
  checkItems('inputs', inputs);
  return mapBounded(inputs, resolveConcurrency(options), async (input) => {
    const handle = await executor.startWorkflow<Input | undefined, Output>(asOptional(workflow), input);
    return handle.result();
  });
}

/** A workflow that is given its input in any case may be spoken to as one that need not be. */
function asOptional<Input, Output>(
  workflow: WorkflowDefinition<Input, Output>,
): WorkflowDefinition<Input | undefined, Output> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- executeMany always gives the input
  return workflow as WorkflowDefinition<Input | undefined, Output>;
}
