import { type JsonSchema, itemsOf, schemaAt } from '../schema/json-schema.ts';
import { MOVED_SECTIONS } from '../schema/unread.ts';
import { place } from './bind.ts';
import type { Problem } from './problem.ts';
import type { Path, TreeNode } from './tree.ts';

const NO_EFFECT = 'has no effect, because this version does not support it: remove it';

/**
 * Returns entries of the files that the schema marks as unread. The environment is not checked: `ANTHROPIC_API_KEY`
 * may be set for another program, but a key in a file is meant for this one.
 */
export function unreadEntries(node: TreeNode, schema: JsonSchema, path: Path = []): Problem[] {
  if (node.kind === 'scalar' && node.value === null) return [];
  if (schema['x-unread'] === true) return [{ ...place(node), path, message: moved(path) ?? NO_EFFECT }];
  if (node.kind === 'scalar') {
    if (schema['x-unread-values']?.includes(node.text) !== true) return [];
    return [{ ...place(node), path, message: `${JSON.stringify(node.text)} ${NO_EFFECT}` }];
  }
  if (node.kind === 'list') {
    return node.items.flatMap((item, index) => unreadEntries(item, itemsOf(schema), [...path, index]));
  }
  return [...node.entries].flatMap(([key, child]) =>
    unreadEntries(child, schemaAt(schema, [key]) ?? {}, [...path, key]),
  );
}

function moved(path: Path): string | undefined {
  const provider = path.length === 1 ? MOVED_SECTIONS.get(String(path[0])) : undefined;
  return provider === undefined ? undefined : `has no effect: add it to services, with provider: ${provider}`;
}
