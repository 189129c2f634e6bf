import type { ContentPart } from '../model/messages.ts';
import type { ToolDescription } from '../model/tools.ts';
import type { JsonObject } from '../../runtime/values/json.ts';
import type { UsageBudget } from './budget.ts';

/** A tool that runs in the workflow itself. */
export interface WorkflowTool {
  readonly description: ToolDescription;
  /**
   * @param args arguments that match the input schema
   * @param budget budget of the calling agent, in which the model calls of the tool count, too
   * @returns the result for the model; an error fails the run
   */
  call(args: JsonObject, budget: UsageBudget): Promise<readonly ContentPart[]>;
}
