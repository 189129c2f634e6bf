import { LineCounter, parseDocument } from 'yaml';
import { configurationError } from './problem.ts';
import type { Source, TreeNode } from './tree.ts';
import { buildTree } from './yaml-tree.ts';
import { yamlErrorMeaning } from './yaml-errors.ts';

/**
 * Parses a YAML text to a tree in which each value has its line; `undefined` for an empty text.
 *
 * @throws {@link ConfigurationError} with the line, for invalid YAML and for features that no configuration needs:
 * tags, a second document, deep nesting, aliases that expand too far
 */
export function parseYaml(text: string, source: Source): TreeNode | undefined {
  const lines = new LineCounter();
  // Duplicate keys are checked in the tree: the parser's check takes quadratic time.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const lineOf = (offset: number): number | undefined =>
    source.kind === 'environment' ? undefined : lines.linePos(offset).line;
  // The parser's warnings concern unsupported tags and directives.
  const error = document.errors[0] ?? document.warnings[0];
  if (error !== undefined) {
    throw configurationError({ source, line: lineOf(error.pos[0]), message: yamlErrorMeaning(error.code) });
  }
  return buildTree(document.contents, source, lineOf);
}
