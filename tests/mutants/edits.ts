import { readFileSync } from 'node:fs';
import type { Edit, Mutant } from './mutant.ts';

const PACKAGES = new URL('../../packages/', import.meta.url);

/** Returns the URL of an edited file. */
export function editedUrl({ file }: Edit): string {
  return new URL(file, PACKAGES).href;
}

/**
 * Returns a source file's text with an edit applied.
 *
 * @throws Error when the text does not occur exactly once: the code has changed, so update the mutant
 */
export function applyEdit(source: string, { file, find, replace }: Edit): string {
  const [before, after, ...more] = source.split(find);
  if (before !== undefined && after !== undefined && more.length === 0) return `${before}${replace}${after}`;
  const count = after === undefined ? 'nowhere' : `${more.length + 1} times`;
  throw new Error(`packages/${file} has this text ${count}, and should have it once:\n${find}`);
}

/** Returns why a mutant does not apply to the current sources, or `undefined` if it does. */
export function whyStale({ fault, edits }: Mutant): string | undefined {
  const sources = new Map<string, string>();
  try {
    for (const one of edits) {
      const source = sources.get(one.file) ?? readFileSync(new URL(editedUrl(one)), 'utf8');
      sources.set(one.file, applyEdit(source, one));
    }
    return undefined;
  } catch (error) {
    return `"${fault}": ${String(error)}`;
  }
}
