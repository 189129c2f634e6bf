import { readFile } from 'node:fs/promises';

const MAX_FILES = 200;
const RELATIVE = /\bfrom\s+['"](\.[^'"]+\.[cm]?[jt]s)['"]/g;

/** A source file. */
export interface SourceFile {
  readonly file: URL;
  readonly text: string;
}

/**
 * Finds the file that defines a workflow: the given file or one that it imports, if it contains `.workflow('<name>'`.
 * Returns the given file if none does.
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
