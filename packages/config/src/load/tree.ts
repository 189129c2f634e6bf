/** Where a value was said. */
export interface Source {
  readonly kind: 'config' | 'secrets' | 'environment';
  /** The file's path, or the environment variable's name. */
  readonly name: string;
}

interface Located {
  readonly source: Source;
  /** From 1; an environment variable has no lines. */
  readonly line?: number;
}

/** A text, a number, a boolean or null. */
export interface ScalarNode extends Located {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** The value as it was written: `007` is the number 7, and still the text `007`. */
  readonly text: string;
}

export interface ListNode extends Located {
  readonly kind: 'list';
  readonly items: readonly TreeNode[];
}

export interface MapNode extends Located {
  readonly kind: 'map';
  /** Each value's own place is that of its key. */
  readonly entries: ReadonlyMap<string, TreeNode>;
}

/** What a file or a variable says, with the place of each value, before anyone has judged it. */
export type TreeNode = ScalarNode | ListNode | MapNode;

/** Steps from the root to a value: keys, and indices of lists. */
export type Path = readonly (string | number)[];

/** A path as people write it: `mcp.servers.fetch.args[0]`. */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    if (!/^[\w$-]+$/.test(step)) return `${text}[${JSON.stringify(step)}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

/** The node at a path, or the last one before it that there is. */
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
