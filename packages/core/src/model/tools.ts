import type { JsonObject } from '../values/json.ts';

/** A tool as its server describes it: MCP's `Tool`, less what no model is shown. */
export interface ToolDescription {
  readonly name: string;
  readonly description?: string;
  /** JSON Schema of the arguments. */
  readonly inputSchema: JsonObject;
  /** MCP's `readOnlyHint` or `idempotentHint`: calling it again does nothing more. */
  readonly repeatable: boolean;
}

/** A tool as a model is offered it: under a name that no other has, and with where it is to be called. */
export interface OfferedTool {
  readonly name: string;
  readonly server: string;
  readonly tool: ToolDescription;
}

const LONGEST_NAME = 64;

/**
 * Names the tools of several servers for a model: by their own names, or `server_tool` where two servers
 * clash. What model services do not allow in a name becomes `_`; a name too long is cut; what clashes even
 * then is numbered.
 */
export function offerTools(
  servers: ReadonlyMap<string, readonly ToolDescription[]>,
): ReadonlyMap<string, OfferedTool> {
  const uses = new Map<string, number>();
  for (const tools of servers.values()) {
    for (const { name } of tools) uses.set(allowed(name), (uses.get(allowed(name)) ?? 0) + 1);
  }
  const offered = new Map<string, OfferedTool>();
  for (const [server, tools] of servers) {
    for (const tool of tools) {
      const clashes = (uses.get(allowed(tool.name)) ?? 0) > 1;
      const name = firstFree(allowed(clashes ? `${server}_${tool.name}` : tool.name), offered);
      offered.set(name, { name, server, tool });
    }
  }
  return offered;
}

function allowed(name: string): string {
  return name.replace(/[^\w-]/g, '_').slice(0, LONGEST_NAME) || '_';
}

function firstFree(name: string, taken: ReadonlyMap<string, unknown>): string {
  let free = name;
  for (let number = 2; taken.has(free); number += 1) {
    const ending = `_${number}`;
    free = name.slice(0, LONGEST_NAME - ending.length) + ending;
  }
  return free;
}
