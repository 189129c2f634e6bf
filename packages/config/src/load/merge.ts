import { isDeepStrictEqual } from 'node:util';
import { type Path, type TreeNode, formatPath } from './tree.ts';

/** Lists that are concatenated across layers, as in mcp-agent; all others are replaced. */
const ADDED_UP: ReadonlySet<string> = new Set(['workflow_task_modules']);

/** The keys that together form Temporal's address. */
const ADDRESS_KEYS: ReadonlySet<string> = new Set(['host', 'server_url', 'port']);

/**
 * Overlays one layer on another. Maps are merged key by key; other values of the upper layer replace the lower ones.
 * Temporal's address is replaced as a whole, however it is spelled in each layer.
 */
export function overlay(lower: TreeNode, upper: TreeNode): TreeNode {
  return merge(says(upper, ['host', 'server_url']) ? withoutAddress(lower) : lower, upper);
}

/** Merges two trees of one layer. */
export function merge(lower: TreeNode, upper: TreeNode, path: Path = []): TreeNode {
  if (lower.kind === 'map' && upper.kind === 'map') {
    const entries = new Map(lower.entries);
    for (const [key, node] of upper.entries) {
      const below = entries.get(key);
      entries.set(key, below === undefined ? node : merge(below, node, [...path, key]));
    }
    return { ...lower, entries };
  }
  if (lower.kind === 'list' && upper.kind === 'list' && ADDED_UP.has(formatPath(path))) {
    const added = upper.items.filter(
      (item) => !lower.items.some((one) => isDeepStrictEqual(bare(one), bare(item))),
    );
    return { ...lower, items: [...lower.items, ...added] };
  }
  // A key without a value counts as not set: a secrets template does not clear values.
  return says(upper) ? upper : lower;
}

/** Whether a node has a value, or has one under any of these keys of `temporal`. */
function says(node: TreeNode, keys?: readonly string[]): boolean {
  if (keys === undefined) return node.kind !== 'scalar' || node.value !== null;
  const temporal = node.kind === 'map' ? node.entries.get('temporal') : undefined;
  if (temporal?.kind !== 'map') return false;
  return keys.some((key) => {
    const value = temporal.entries.get(key);
    return value !== undefined && says(value);
  });
}

function withoutAddress(node: TreeNode): TreeNode {
  const temporal = node.kind === 'map' ? node.entries.get('temporal') : undefined;
  if (node.kind !== 'map' || temporal?.kind !== 'map') return node;
  const entries = new Map([...temporal.entries].filter(([key]) => !ADDRESS_KEYS.has(key)));
  return { ...node, entries: new Map([...node.entries, ['temporal', { ...temporal, entries }]]) };
}

function bare(node: TreeNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map((item) => bare(item));
  return [...node.entries].map(([key, value]) => [key, bare(value)]);
}
