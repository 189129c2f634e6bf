import type { JsonObject } from '../../runtime/values/json.ts';
import type { ToolTarget } from './messages.ts';
import type { ToolAnnotations } from './tool-annotations.ts';
import { nameTools } from './tool-names.ts';

/** Description of a tool: the part of MCP's `Tool` that models see, and what its server says about it. */
export interface ToolDescription {
  readonly name: string;
  readonly description?: string;
  /** JSON Schema of the arguments. */
  readonly inputSchema: JsonObject;
  /** Whether the tool is idempotent: MCP's `readOnlyHint` or `idempotentHint`. */
  readonly repeatable: boolean;
  /** The hints of the server. */
  readonly annotations?: ToolAnnotations;
  /**
   * Digest of the description, the input schema and the annotations of a server's tool. It changes when one of them
   * does.
   */
  readonly definition?: string;
  /** Why models are not offered the tool: a part of a sentence, for the log. */
  readonly withheld?: string;
}

/** A tool as offered to a model: with a unique name and its target. */
export interface OfferedTool {
  readonly name: string;
  readonly target: ToolTarget;
  readonly tool: ToolDescription;
}

/** All tools that an agent may use. */
export interface AgentTools {
  readonly servers: ReadonlyMap<string, readonly ToolDescription[]>;
  readonly functions?: readonly ToolDescription[];
  /** Tools that the workflow itself runs: other agents, human input. */
  readonly workflow?: readonly ToolDescription[];
  /** The tool that searches others. Last of the agent's own tools to get a name. */
  readonly search?: ToolDescription;
}

/** Assigns a unique name to each tool: see {@link nameTools}. */
export function offerTools({
  servers,
  functions = [],
  workflow = [],
  search,
}: AgentTools): ReadonlyMap<string, OfferedTool> {
  const tools: Omit<OfferedTool, 'name'>[] = [
    ...workflow.map((tool) => ({ target: { kind: 'workflow', tool: tool.name } as const, tool })),
    ...functions.map((tool) => ({ target: { kind: 'function', tool: tool.name } as const, tool })),
    ...(search === undefined ? [] : [{ target: { kind: 'search', found: [] } as const, tool: search }]),
    ...[...servers].flatMap(([server, list]) =>
      list.map((tool) => ({ target: { kind: 'server', server, tool: tool.name } as const, tool })),
    ),
  ];
  const names = nameTools(tools, [...servers.keys()]);
  return new Map(
    tools.map(({ target, tool }, index) => {
      const name = names[index] ?? '';
      return [name, { name, target, tool }];
    }),
  );
}
