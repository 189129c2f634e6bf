import { type Pair, type ParsedNode, type Scalar, isAlias, isMap, isScalar, isSeq } from 'yaml';
import { configurationError } from './problem.ts';
import type { ScalarNode, Source, TreeNode } from './tree.ts';

/** Maximum nesting depth of lists and maps, and maximum number of values with all aliases expanded. */
const MAX_DEPTH = 32;
const MAX_VALUES = 20_000;

// Each of these could access an object's prototype.
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

interface Built {
  readonly node: TreeNode;
  readonly depth: number;
  readonly values: number;
}

type YamlNode = ParsedNode | null;
type YamlPair = Pair<ParsedNode, ParsedNode | null>;

/** Converts the parser's document to a tree, expanding aliases and merge keys (`<<`). */
export function buildTree(
  contents: YamlNode,
  source: Source,
  lineOf: (offset: number) => number | undefined,
): TreeNode | undefined {
  if (contents === null) return undefined;
  return new TreeBuilder(source, lineOf).build(contents, 1, lineOf(contents.range[0])).node;
}

class TreeBuilder {
  readonly #source: Source;
  readonly #lineOf: (offset: number) => number | undefined;
  /** The node of each anchor, or 'open' while it is being built. */
  readonly #anchors: Map<string, Built | 'open'> = new Map();
  #values = 0;

  constructor(source: Source, lineOf: (offset: number) => number | undefined) {
    this.#source = source;
    this.#lineOf = lineOf;
  }

  build(yaml: YamlNode, level: number, line: number | undefined): Built {
    if (level > MAX_DEPTH) this.#fail(line, `is nested deeper than ${MAX_DEPTH} levels: use fewer levels`);
    this.#count(1, line);
    if (yaml === null) return { node: this.#scalar(null, '', line), depth: 1, values: 1 };
    if (isAlias(yaml)) return this.#alias(yaml.source, level, line);
    if (yaml.anchor !== undefined) this.#anchors.set(yaml.anchor, 'open');
    const built = this.#collection(yaml, level, line);
    if (yaml.anchor !== undefined) this.#anchors.set(yaml.anchor, built);
    return built;
  }

  #collection(yaml: ParsedNode, level: number, line: number | undefined): Built {
    if (isMap<ParsedNode, ParsedNode | null>(yaml)) return this.#map(yaml.items, level, line);
    if (isSeq<ParsedNode>(yaml)) {
      const items = yaml.items.map((item) => this.build(item, level + 1, this.#lineOf(item.range[0])));
      const node: TreeNode = { kind: 'list', items: items.map((item) => item.node), ...this.#place(line) };
      return { node, ...measure(items) };
    }
    if (isScalar(yaml)) {
      return { node: this.#scalar(scalarValue(yaml), scalarText(yaml), line), depth: 1, values: 1 };
    }
    return this.#fail(
      line,
      'has a value that is not supported in a configuration file: use a string, number, boolean, list or map',
    );
  }

  #map(pairs: readonly YamlPair[], level: number, line: number | undefined): Built {
    const own = new Map<string, Built>();
    const merged = new Map<string, TreeNode>();
    let measured: Built[] = [];
    for (const { key: yamlKey, value } of pairs) {
      const keyLine = this.#lineOf(yamlKey.range[0]);
      const key = this.#key(yamlKey, keyLine);
      const built = this.build(value, level + 1, keyLine);
      if (key === '<<') {
        for (const [name, node] of this.#mergeEntries(built.node, keyLine)) {
          if (!merged.has(name)) merged.set(name, node);
        }
        measured = [...measured, built];
        continue;
      }
      if (own.has(key)) this.#fail(keyLine, `has the key ${JSON.stringify(key)} twice: remove one of them`);
      own.set(key, built);
    }
    const entries = new Map(merged);
    for (const [key, { node }] of own) entries.set(key, node);
    return {
      node: { kind: 'map', entries, ...this.#place(line) },
      ...measure([...own.values(), ...measured]),
    };
  }

  /** Returns the entries that `<<` merges: those of a map, or of a list of maps, in which the first one wins. */
  #mergeEntries(node: TreeNode, line: number | undefined): [string, TreeNode][] {
    const maps = node.kind === 'list' ? node.items : [node];
    return maps.flatMap((map) => {
      if (map.kind !== 'map')
        return this.#fail(line, 'merges ("<<") a value that is not a map: merge a map or a list of maps');
      return [...map.entries];
    });
  }

  #alias(name: string, level: number, line: number | undefined): Built {
    const target = this.#anchors.get(name);
    if (target === undefined)
      return this.#fail(line, `uses the alias *${name} before &${name} defines it: move the definition up`);
    if (target === 'open')
      return this.#fail(line, `uses the alias *${name} inside the value that &${name} names: remove it`);
    if (level + target.depth - 1 > MAX_DEPTH) {
      this.#fail(
        line,
        `is nested deeper than ${MAX_DEPTH} levels with its aliases expanded: use fewer levels`,
      );
    }
    this.#count(target.values, line);
    return target;
  }

  #key(yaml: ParsedNode, line: number | undefined): string {
    if (!isScalar(yaml) || yaml.value === null) {
      return this.#fail(line, 'has a key that is not a string: put it in quotes');
    }
    const key = scalarText(yaml);
    if (FORBIDDEN_KEYS.has(key)) this.#fail(line, `has the key "${key}", which is not allowed: rename it`);
    return key;
  }

  #scalar(value: ScalarNode['value'], text: string, line: number | undefined): ScalarNode {
    return { kind: 'scalar', value, text, ...this.#place(line) };
  }

  #place(line: number | undefined): { source: Source; line?: number } {
    return line === undefined ? { source: this.#source } : { source: this.#source, line };
  }

  #count(values: number, line: number | undefined): void {
    this.#values += values;
    if (this.#values > MAX_VALUES) {
      this.#fail(line, `has more than ${MAX_VALUES} values with its aliases expanded: shorten it`);
    }
  }

  #fail(line: number | undefined, message: string): never {
    throw configurationError({ source: this.#source, ...(line === undefined ? {} : { line }), message });
  }
}

function measure(children: readonly Built[]): { depth: number; values: number } {
  return children.reduce(
    (sum, child) => ({ depth: Math.max(sum.depth, child.depth + 1), values: sum.values + child.values }),
    { depth: 1, values: 1 },
  );
}

function scalarValue({ value, source }: Scalar): ScalarNode['value'] {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return value === null || source === undefined ? null : source;
}

function scalarText(scalar: Scalar): string {
  return scalar.source ?? String(scalar.value);
}
