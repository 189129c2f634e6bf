import type { JsonObject } from '../../runtime/values/json.ts';
import type { ToolTarget } from './messages.ts';

/** Description of a tool: the part of MCP's `Tool` that models see. */
export interface ToolDescription {
  readonly name: string;
  readonly description?: string;
  /** JSON Schema of the arguments. */
  readonly inputSchema: JsonObject;
  /** Whether the tool is idempotent: MCP's `readOnlyHint` or `idempotentHint`. */
  readonly repeatable: boolean;
}

/** A tool as offered to a model: with a unique name and its target. */
export interface OfferedTool {
  readonly name: string;
  readonly target: ToolTarget;
  readonly tool: ToolDescription;
}

const MAX_NAME_LENGTH = 64;

/** All tools that an agent may use. */
export interface AgentTools {
  readonly servers: ReadonlyMap<string, readonly ToolDescription[]>;
  readonly functions?: readonly ToolDescription[];
  /** Tools that the workflow itself runs: other agents, human input. */
  readonly workflow?: readonly ToolDescription[];
}

/**
 * Assigns a unique name to each tool: its own name, or `server_tool` for a server's tool whose name clashes.
 * Characters that model services do not allow become `_`, long names are truncated, and names that still clash
 * are numbered.
 */
export function offerTools({
  servers,
  functions = [],
  workflow = [],
}: AgentTools): ReadonlyMap<string, OfferedTool> {
  const uses = new Map<string, number>();
  for (const { name } of [...workflow, ...functions, ...[...servers.values()].flat()]) {
    uses.set(allowedName(name), (uses.get(allowedName(name)) ?? 0) + 1);
  }
  const offered = new Map<string, OfferedTool>();
  const offer = (wanted: string, target: ToolTarget, tool: ToolDescription): void => {
    const name = firstFree(allowedName(wanted), offered);
    offered.set(name, { name, target, tool });
  };
  for (const tool of workflow) offer(tool.name, { kind: 'workflow', tool: tool.name }, tool);
  for (const tool of functions) offer(tool.name, { kind: 'function', tool: tool.name }, tool);
  for (const [server, tools] of servers) {
    for (const tool of tools) {
      const clashes = (uses.get(allowedName(tool.name)) ?? 0) > 1;
      const wanted = clashes ? `${server}_${tool.name}` : tool.name;
      offer(wanted, { kind: 'server', server, tool: tool.name }, tool);
    }
  }
  return offered;
}

/** Returns a name in characters and of a length that model services accept. */
export function allowedName(name: string): string {
  return name.replace(/[^\w-]/g, '_').slice(0, MAX_NAME_LENGTH) || '_';
}

function firstFree(name: string, taken: ReadonlyMap<string, unknown>): string {
  let free = name;
  for (let number = 2; taken.has(free); number += 1) {
    const ending = `_${number}`;
    free = name.slice(0, MAX_NAME_LENGTH - ending.length) + ending;
  }
  return free;
}
