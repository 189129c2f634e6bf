import type { ContentPart } from '../model/messages.ts';
import type { ToolDescription } from '../model/tools.ts';
import type { JsonObject } from '../../runtime/values/json.ts';

/** A tool that runs in the workflow itself. */
export interface WorkflowTool {
  readonly description: ToolDescription;
  /**
   * @param args arguments that match the input schema
   * @returns the result for the model; an error fails the run
   */
  call(args: JsonObject): Promise<readonly ContentPart[]>;
}
