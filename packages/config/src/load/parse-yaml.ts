import { LineCounter, parseDocument } from 'yaml';
import { configurationError } from './problem.ts';
import type { Source, TreeNode } from './tree.ts';
import { buildTree } from './yaml-tree.ts';
import { yamlErrorMeaning } from './yaml-errors.ts';

/**
 * What a YAML text says, each value with its line; nothing for an empty text.
 *
 * @throws {@link ConfigurationError} for what is not YAML, with its line, and for YAML that no configuration
 * needs: tags, a second document, values nested too deeply, aliases that unfold to too much
 */
export function parseYaml(text: string, source: Source): TreeNode | undefined {
  const lines = new LineCounter();
  // Keys are checked for doubles in the tree: the parser compares each with each.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const lineOf = (offset: number): number | undefined =>
    source.kind === 'environment' ? undefined : lines.linePos(offset).line;
  // Warnings are about tags and directives that mean nothing here.
  const error = document.errors[0] ?? document.warnings[0];
  if (error !== undefined) {
    throw configurationError({ source, line: lineOf(error.pos[0]), message: yamlErrorMeaning(error.code) });
  }
  return buildTree(document.contents, source, lineOf);
}
