import { checkItems, type Concurrency, mapBounded, resolveConcurrency } from '../values/map-bounded.ts';
import type { WorkflowDefinition } from '../workflow/definition.ts';
import type { Executor } from './executor.ts';

/**
 * Runs a workflow once for each input, with at most `concurrency` at a time, and returns the results in the
 * order of the inputs. mcp-agent's `execute_many`. After a failure, no more workflows start; running ones are
 * awaited, and the first failure in the order of the inputs is thrown.
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

/** Makes the input optional in the type, so that `startWorkflow` accepts it for a generic `Input`. */
function asOptional<Input, Output>(
  workflow: WorkflowDefinition<Input, Output>,
): WorkflowDefinition<Input | undefined, Output> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- executeMany always passes the input
  return workflow as WorkflowDefinition<Input | undefined, Output>;
}
