import { readFile } from 'node:fs/promises';

const MAX_FILES = 200;
const RELATIVE = /\bfrom\s+['"](\.[^'"]+\.[cm]?[jt]s)['"]/g;

/** A file of source, as the page shows it. */
export interface SourceFile {
  readonly file: URL;
  readonly text: string;
}

/**
 * The file in which a workflow is defined: the one that was given or one that it imports, whichever says
 * `workflow('<name>'`. Where none says so, the one that was given.
 */
export async function findSource(given: URL, workflow: string): Promise<SourceFile> {
  const defines = new RegExp(`\\.workflow\\(\\s*['"\`]${RegExp.escape(workflow)}['"\`]`);
  const seen = new Set([given.href]);
  for (const href of seen) {
    const text = await readFile(new URL(href), 'utf8').catch(() => '');
    if (defines.test(text)) return { file: new URL(href), text };
    if (seen.size > MAX_FILES) break;
    for (const [, path = ''] of text.matchAll(RELATIVE)) seen.add(new URL(path, href).href);
  }
  return { file: given, text: await readFile(given, 'utf8') };
}
