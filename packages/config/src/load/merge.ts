import { isDeepStrictEqual } from 'node:util';
import { type Path, type TreeNode, formatPath } from './tree.ts';

/** Lists that add up over the layers, as in mcp-agent; every other one is replaced. */
const ADDED_UP: ReadonlySet<string> = new Set(['otel.exporters', 'workflow_task_modules']);

/** The keys that say Temporal's address between them. */
const ADDRESS_KEYS: ReadonlySet<string> = new Set(['host', 'server_url', 'port']);

/**
 * One layer over another: maps are merged key by key, anything else of the upper layer replaces the lower.
 * Temporal's address replaces the one below as a whole, however each of them is spelled.
 */
export function overlay(lower: TreeNode, upper: TreeNode): TreeNode {
  return merge(says(upper, ['host', 'server_url']) ? withoutAddress(lower) : lower, upper);
}

/** Two trees of one layer. */
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
  // A key with nothing behind it says nothing: a template of a secrets file wipes nothing out.
  return says(upper) ? upper : lower;
}

/** Whether a node says anything, or anything under one of these keys of `temporal`. */
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
