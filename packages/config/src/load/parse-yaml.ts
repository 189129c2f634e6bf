import { LineCounter, parseDocument } from 'yaml';
import { configurationError } from './problem.ts';
import type { Source, TreeNode } from './tree.ts';
import { buildTree } from './yaml-tree.ts';
import { yamlErrorMeaning } from './yaml-errors.ts';

/** One missing quote can make every line that follows an error. */
const MAX_SYNTAX_ERRORS = 5;

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
  const errors = [...document.errors, ...document.warnings];
  if (errors.length > 0) {
    const problems = errors.slice(0, MAX_SYNTAX_ERRORS).map(({ pos, code }) => {
      return { source, line: lineOf(pos[0]), message: yamlErrorMeaning(code) };
    });
    throw configurationError(...problems);
  }
  return buildTree(document.contents, source, lineOf);
}
