import type { ToolTarget } from './messages.ts';

const MAX_NAME_LENGTH = 64;

/** A tool that needs a name. */
export interface UnnamedTool {
  readonly target: ToolTarget;
  readonly tool: { readonly name: string };
}

/**
 * Returns a unique name for each tool, in the order of the tools:
 *
 * - The agent's own tools (functions, other agents, human input, the search of tools) have their own names.
 * - Names that start with the name of a server and `_` are reserved for its tools: `github_search` of any other server
 *   would look like `search` of `github`.
 * - A server's tool has its own name, or `server_tool` if the name is reserved for others or another tool has it, too.
 * - If several tools would still have one name, each has a suffix that depends only on its server and its own name.
 *
 * So neither the order of the servers nor a tool that one of them adds changes what a name calls, and a server that the
 * developer adds takes over only names that start with its own.
 */
export function nameTools(tools: readonly UnnamedTool[], servers: readonly string[]): readonly string[] {
  const plain = countOf(tools.map(({ tool }) => allowedName(tool.name)));
  const wanted = tools.map(({ target, tool }) => {
    const name = allowedName(tool.name);
    const isFree = plain.get(name) === 1 && !isReserved(name, target, servers);
    return target.kind !== 'server' || isFree ? name : allowedName(`${target.server}_${tool.name}`);
  });
  const claims = tools.map(({ target }, index) => !isReserved(wanted[index] ?? '', target, servers));
  const rivals = countOf(wanted.filter((_, index) => claims[index] === true));
  const names = new Map<number, string>();
  const taken = new Set<string>();
  const give = (index: number, name: string): void => {
    names.set(index, name);
    taken.add(name);
  };
  for (const [index, { target }] of tools.entries()) {
    const name = wanted[index] ?? '';
    const isTheirs = claims[index] === true && rivals.get(name) === 1;
    if (target.kind === 'server' ? isTheirs : !taken.has(name)) give(index, name);
  }
  for (const [index, tool] of tools.entries()) {
    if (!names.has(index)) give(index, withSuffix(wanted[index] ?? '', tool, taken));
  }
  return tools.map((_, index) => names.get(index) ?? '');
}

/** Returns a name in characters and of a length that model services accept. */
export function allowedName(name: string): string {
  return name.replace(/[^\w-]/g, '_').slice(0, MAX_NAME_LENGTH) || '_';
}

/** Whether a name starts with that of another server. If it starts with several, the longest counts. */
function isReserved(name: string, target: ToolTarget, servers: readonly string[]): boolean {
  if (target.kind !== 'server') return false;
  const owners = servers
    .map((server) => ({ server, prefix: `${allowedName(server)}_`.toLowerCase() }))
    .filter(({ prefix }) => name.toLowerCase().startsWith(prefix));
  const longest = Math.max(0, ...owners.map(({ prefix }) => prefix.length));
  const isOwner = owners.some(({ server, prefix }) => server === target.server && prefix.length === longest);
  return longest > 0 && !isOwner;
}

function countOf(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function withSuffix(wanted: string, { target, tool }: UnnamedTool, taken: ReadonlySet<string>): string {
  const identity = target.kind === 'server' ? `${target.server}/${tool.name}` : `${target.kind}/${tool.name}`;
  for (let number = 0; ; number += 1) {
    const suffix = `_${digestOf(`${identity}${number === 0 ? '' : number}`)}`;
    const name = `${wanted.slice(0, MAX_NAME_LENGTH - suffix.length)}${suffix}`;
    if (!taken.has(name)) return name;
  }
}

/** FNV-1a in base 36: for names that differ, not against forgery. */
function digestOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}
