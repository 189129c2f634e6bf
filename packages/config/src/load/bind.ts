import { nearestName } from '@mcp-agent/core/host';
import { FORM_KEY, formOf, type JsonSchema, itemsOf, keysOf, valuesOf } from '../schema/json-schema.ts';
import type { Environment } from './find-files.ts';
import { InterpolationFailure, interpolate } from './interpolate.ts';
import type { Problem } from './problem.ts';
import { rightPlace } from './right-place.ts';
import { coerce } from './coerce.ts';
import type { MapNode, Path, ScalarNode, TreeNode } from './tree.ts';

/** An unknown key. */
export interface UnknownKey {
  readonly node: TreeNode;
  readonly path: Path;
  readonly nearest?: string;
}

/** A tree converted to plain values for the schema, with the unknown keys and problems found. */
export interface Bound {
  readonly value: unknown;
  readonly unknownKeys: readonly UnknownKey[];
  readonly problems: readonly Problem[];
  /** Texts to treat as secret anywhere: values from the secrets file and from `${NAME}`. */
  readonly secrets: ReadonlySet<string>;
}

/**
 * Converts a tree by its schema: replaces `${NAME}` by environment variables, coerces scalars to the expected types,
 * and omits unknown keys. Values are validated later, by zod.
 */
export function bind(root: TreeNode, schema: JsonSchema, env: Environment): Bound {
  const unknownKeys: UnknownKey[] = [];
  const problems: Problem[] = [];
  const secrets = new Set<string>();

  function value(node: TreeNode, schemaOfNode: JsonSchema, path: Path, ownName: boolean): unknown {
    const wanted = formOf(schemaOfNode, node.kind === 'map', selectorOf(node));
    if (node.kind === 'scalar') return scalar(node, wanted, path, ownName);
    if (node.kind === 'list') {
      return node.items.map((item, index) => value(item, itemsOf(wanted), [...path, index], true));
    }
    return map(node, wanted, path);
  }

  function map(node: MapNode, wanted: JsonSchema, path: Path): unknown {
    const known = keysOf(wanted);
    const others = valuesOf(wanted);
    const bound: [string, unknown][] = [];
    for (const [key, child] of node.entries) {
      const childPath = [...path, key];
      const ownKey = Object.hasOwn(known, key) ? known[key] : undefined;
      const childSchema = ownKey ?? others ?? (wanted.type === 'object' ? undefined : {});
      if (childSchema === undefined) {
        if (path.length > 0 || key !== '$schema') noteUnknown(key, Object.keys(known), child, childPath);
        continue;
      }
      // A known key without a value counts as not set; a user-defined name must have a value.
      const empty = child.kind === 'scalar' && child.value === null;
      if (empty && ownKey !== undefined) continue;
      bound.push([key, value(child, childSchema, childPath, ownKey === undefined)]);
    }
    return Object.fromEntries(bound);
  }

  function scalar(node: ScalarNode, wanted: JsonSchema, path: Path, ownName: boolean): unknown {
    if (typeof node.value !== 'string' || node.source.kind === 'environment') {
      return coerce(node.value, node.text, wanted, ownName);
    }
    const text = interpolate(node.value, env);
    if (!(text instanceof InterpolationFailure)) {
      if (node.source.kind === 'secrets' || text !== node.value) secrets.add(text);
      return coerce(text, text, wanted, ownName);
    }
    problems.push({ ...place(node), path, message: text.message });
    return undefined;
  }

  function noteUnknown(key: string, known: readonly string[], node: TreeNode, path: Path): void {
    const nearest = nearestName(key, known) ?? rightPlace(path, schema);
    unknownKeys.push({ node, path, ...(nearest === undefined ? {} : { nearest }) });
  }

  return { value: value(root, schema, [], false), unknownKeys, problems, secrets };
}

/** Returns what selects the form of a map. */
function selectorOf(node: TreeNode): string | undefined {
  const selector = node.kind === 'map' ? node.entries.get(FORM_KEY) : undefined;
  return selector?.kind === 'scalar' ? selector.text : undefined;
}

/** Returns the location of a node, for a problem. */
export function place({ source, line }: TreeNode): Pick<Problem, 'source' | 'line'> {
  return line === undefined ? { source } : { source, line };
}
