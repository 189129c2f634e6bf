import type { ToolTarget } from './messages.ts';

/** A tool, as far as patterns look at it. */
export interface NamedTool {
  /** The name that the model sees. */
  readonly name: string;
  readonly target: ToolTarget;
}

/**
 * Whether a list selects a tool. A pattern is compared with the name that the model sees and with the name that the
 * server or the function defines; one with a slash with `server/tool`. `*` stands for any characters, and `!` at the
 * start excludes what the rest matches. A list that only excludes selects all other tools.
 *
 * @param other whether a selector that is no pattern selects the tool
 */
export function selects<Other extends object = never>(
  selectors: readonly (string | Other)[],
  tool: NamedTool,
  other: (selector: Other) => boolean = () => false,
): boolean {
  let onlyExcludes = selectors.length > 0;
  let included = false;
  for (const selector of selectors) {
    if (typeof selector === 'string' && selector.startsWith('!')) {
      if (matchesTool(selector, tool)) return false;
      continue;
    }
    onlyExcludes = false;
    included ||= typeof selector === 'string' ? matchesTool(selector, tool) : other(selector);
  }
  return included || onlyExcludes;
}

/** Whether a pattern, with or without `!`, matches a name of a tool. */
export function matchesTool(selector: string, { name, target }: NamedTool): boolean {
  if (target.kind === 'search') return false;
  const pattern = selector.replace(/^!/, '');
  // Never the tool's own name: a server could take the name of another server into it.
  if (pattern.includes('/')) {
    return target.kind === 'server' && matches(pattern, `${target.server}/${target.tool}`);
  }
  return matches(pattern, name) || matches(pattern, target.tool);
}

function matches(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === name;
  const last = rest.pop() ?? '';
  if (!name.startsWith(first) || name.length < first.length + last.length || !name.endsWith(last))
    return false;
  let at = first.length;
  const end = name.length - last.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
