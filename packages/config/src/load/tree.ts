/** The source of a value. */
export interface Source {
  readonly kind: 'config' | 'secrets' | 'environment';
  /** The file's path, or the environment variable's name. */
  readonly name: string;
}

interface Located {
  readonly source: Source;
  /** Line number, from 1. Not set for an environment variable. */
  readonly line?: number;
}

/** A string, number, boolean or null. */
export interface ScalarNode extends Located {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** The value as written: `007` is the number 7, but the text `007`. */
  readonly text: string;
}

export interface ListNode extends Located {
  readonly kind: 'list';
  readonly items: readonly TreeNode[];
}

export interface MapNode extends Located {
  readonly kind: 'map';
  /** The location of each value is that of its key. */
  readonly entries: ReadonlyMap<string, TreeNode>;
}

/** The content of a file or variable, with the location of each value, before validation. */
export type TreeNode = ScalarNode | ListNode | MapNode;

/** The steps from the root to a value: keys and list indices. */
export type Path = readonly (string | number)[];

/** Formats a path: `mcp.servers.fetch.args[0]`. */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    if (!/^[\w$-]+$/.test(step)) return `${text}[${JSON.stringify(step)}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

/** Returns the node at a path, or its closest existing ancestor. */
export function nearestNode(root: TreeNode, path: Path): TreeNode {
  let node = root;
  for (const step of path) {
    const next = childOf(node, step);
    if (next === undefined) return node;
    node = next;
  }
  return node;
}

function childOf(node: TreeNode, step: string | number): TreeNode | undefined {
  if (node.kind === 'map') return node.entries.get(String(step));
  if (node.kind === 'list') return node.items[Number(step)];
  return undefined;
}
