import { type JsonSchema, keysOf, valuesOf } from '../schema/json-schema.ts';
import type { Environment } from './find-files.ts';
import { merge, overlay } from './merge.ts';
import { parseYaml } from './parse-yaml.ts';
import type { Source, TreeNode } from './tree.ts';

const PREFIX = 'MCP_AGENT';
const SEPARATOR = '__';

interface Variable {
  readonly path: readonly string[];
  readonly name: string;
  readonly text: string;
}

/**
 * Overlays the environment on the files. In ascending precedence: a provider's own variables (`OPENAI_API_KEY`),
 * `TEMPORAL__HOST` as in mcp-agent, and `MCP_AGENT__TEMPORAL__HOST`.
 *
 * @param files the tree of the files: a user-defined name in a variable matches the name there, ignoring case
 */
export function mergeEnvironment(files: TreeNode, schema: JsonSchema, env: Environment): TreeNode {
  const layers = [wellKnown(schema, [], env), spelledOut(schema, env, false), spelledOut(schema, env, true)];
  let tree = files;
  for (const variables of layers) {
    const [first, ...others] = variables.map((variable) => branch(variable, files, schema));
    if (first !== undefined)
      tree = overlay(
        tree,
        others.reduce((one, other) => merge(one, other), first),
      );
  }
  return tree;
}

/** Returns the variables that the schema assigns to its values. */
function wellKnown(schema: JsonSchema, path: readonly string[], env: Environment): Variable[] {
  return Object.entries(keysOf(schema)).flatMap(([key, inner]) => {
    const keyPath = [...path, key];
    const name = inner['x-env']?.find((candidate) => isSet(env, candidate));
    const own = name === undefined ? [] : [{ path: keyPath, name, text: env[name] ?? '' }];
    return [...own, ...wellKnown(inner, keyPath, env)];
  });
}

/**
 * Returns the variables that spell out a path, with or without the prefix. A variable for a whole map comes before
 * one for a value inside it.
 */
function spelledOut(schema: JsonSchema, env: Environment, prefixed: boolean): Variable[] {
  const sections = new Set(
    Object.entries(keysOf(schema)).flatMap(([key, inner]) => (inner.type === 'object' ? [key] : [])),
  );
  const variables = Object.keys(env).flatMap((name) => {
    const [first = '', ...rest] = name.split(SEPARATOR);
    const ours = prefixed ? first.toUpperCase() === PREFIX : sections.has(first.toLowerCase());
    if (!ours || rest.length === 0 || rest.includes('') || !isSet(env, name)) return [];
    return [{ path: prefixed ? rest : [first, ...rest], name, text: env[name] ?? '' }];
  });
  return variables.toSorted((one, other) => one.path.length - other.path.length);
}

/** Converts a variable to a tree with one branch. */
function branch(variable: Variable, files: TreeNode, schema: JsonSchema): TreeNode {
  const source: Source = { kind: 'environment', name: variable.name };
  const keys: string[] = [];
  let wanted: JsonSchema | undefined = schema;
  let existing: TreeNode | undefined = files;
  for (const segment of variable.path) {
    const known: Readonly<Record<string, JsonSchema>> = wanted === undefined ? {} : keysOf(wanted);
    const lower = segment.toLowerCase();
    const own = Object.hasOwn(known, lower);
    const key: string = own ? lower : usersKey(segment, keys.at(-1), existing);
    wanted = own ? known[lower] : wanted === undefined ? undefined : valuesOf(wanted);
    existing = existing?.kind === 'map' ? existing.entries.get(key) : undefined;
    keys.push(key);
  }
  return keys.reduceRight<TreeNode>(
    (inner, key) => ({ kind: 'map', entries: new Map([[key, inner]]), source }),
    leaf(variable.text, wanted, source),
  );
}

/** Returns a user-defined name as spelled in the files, or else in lower case, except for environment variables. */
function usersKey(segment: string, parent: string | undefined, existing: TreeNode | undefined): string {
  const names = existing?.kind === 'map' ? [...existing.entries.keys()] : [];
  const same = names.find((name) => name.toLowerCase().replaceAll(/\W/g, '_') === segment.toLowerCase());
  return same ?? (parent === 'env' ? segment : segment.toLowerCase());
}

/**
 * Creates the node of a variable's value. Lists and maps are parsed as YAML or JSON; other values are used unchanged.
 */
function leaf(text: string, wanted: JsonSchema | undefined, source: Source): TreeNode {
  if (wanted?.type === 'array' || wanted?.type === 'object') {
    const parsed = parseYaml(text, source);
    if (parsed !== undefined) return parsed;
  }
  return { kind: 'scalar', value: text, text, source };
}

/** Whether a variable is set. As in a shell, an empty one counts as not set. */
function isSet(env: Environment, name: string): boolean {
  return Object.hasOwn(env, name) && env[name] !== undefined && env[name] !== '';
}
