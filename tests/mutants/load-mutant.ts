import { registerHooks } from 'node:module';
import { applyEdit, editedUrl } from './edits.ts';
import type { Edit } from './mutant.ts';

/**
 * Makes Node load the mutated files with their edits. Nothing is written to disk, and all other files load unchanged.
 *
 * @returns the mutated files that are not loaded yet
 */
export function loadMutant(edits: readonly Edit[]): ReadonlySet<string> {
  const missing = new Set(edits.map(editedUrl));
  registerHooks({
    load: (url, context, nextLoad) => {
      const loaded = nextLoad(url, context);
      const own = edits.filter((edit) => editedUrl(edit) === url);
      if (own.length === 0) return loaded;
      missing.delete(url);
      const source =
        typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source);
      return { ...loaded, source: own.reduce(applyEdit, source) };
    },
  });
  return missing;
}
