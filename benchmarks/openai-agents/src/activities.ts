import { openTool } from '../../src/programs/agent/task.ts';

const callAdd = await openTool();

/** The MCP server's tool, over one connection, as all of its calls here are. */
export async function add(input: { a: number; b: number }): Promise<string> {
  return callAdd(input);
}
