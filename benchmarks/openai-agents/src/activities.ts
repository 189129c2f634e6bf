import { openTool } from '../../src/programs/agent/task.ts';

const callAdd = await openTool();

/** Calls the tool of the MCP server. All calls share one connection. */
export async function add(input: { a: number; b: number }): Promise<string> {
  return callAdd(input);
}
