import { hasHints, type ToolAnnotations, type ToolHints } from './tool-annotations.ts';
import { matchesTool, type NamedTool, selects } from './tool-pattern.ts';

/**
 * Selects tools: by the name that the model sees, by the name that the server or the function defines, by `server/tool`,
 * or by the hints that the server gives. `*` in a name stands for any characters, and `!` at its start excludes what the
 * rest matches. A list that only excludes selects all other tools.
 */
export type ToolSelector = string | ToolHints;

/**
 * The tools that a model may use: one list for all tools, or an object with a list for each server, as in mcp-agent's
 * `tool_filter`. The key `*` is for servers without a list of their own, and `nonNamespacedTools` for functions, agents,
 * handoffs and human input; without this key, `*` is for them, too. Tools without a list are not limited.
 */
export type AllowedTools = readonly ToolSelector[] | Readonly<Record<string, readonly ToolSelector[]>>;

/** A tool, as far as it can be selected. */
export interface SelectableTool extends NamedTool {
  readonly tool?: { readonly annotations?: ToolAnnotations };
}

const OTHERS = '*';
const NON_NAMESPACED = 'nonNamespacedTools';

/** Whether a tool may be used. */
export function isAllowed(allowed: AllowedTools, tool: SelectableTool): boolean {
  const selectors = listFor(allowed, tool);
  const { target, tool: { annotations } = {} } = tool;
  return (
    selectors === undefined ||
    selects(selectors, tool, (hints) => target.kind === 'server' && hasHints(hints, annotations))
  );
}

/** Returns the names and patterns that match no tool, each with the key of its list. */
export function unusedNames(allowed: AllowedTools, tools: readonly SelectableTool[]): readonly string[] {
  if (isList(allowed)) return unmatched(allowed, tools);
  return Object.entries(allowed).flatMap(([key, selectors]) => {
    const concerned = tools.filter((tool) => listFor(allowed, tool) === selectors);
    return unmatched(selectors, concerned).map((selector) => `${key}: ${selector}`);
  });
}

function unmatched(selectors: readonly ToolSelector[], tools: readonly NamedTool[]): readonly string[] {
  return selectors.filter(
    (selector): selector is string =>
      typeof selector === 'string' && !tools.some((tool) => matchesTool(selector, tool)),
  );
}

function listFor(allowed: AllowedTools, { target }: NamedTool): readonly ToolSelector[] | undefined {
  if (isList(allowed)) return allowed;
  const key = target.kind === 'server' ? target.server : NON_NAMESPACED;
  if (Object.hasOwn(allowed, key)) return allowed[key];
  return Object.hasOwn(allowed, OTHERS) ? allowed[OTHERS] : undefined;
}

function isList(allowed: AllowedTools): allowed is readonly ToolSelector[] {
  return Array.isArray(allowed);
}
