import { registerHooks } from 'node:module';
import { applyEdit, editedUrl } from './edits.ts';
import type { Edit } from './mutant.ts';

/**
 * Has Node load the edited files of this process as the edits say: a copy of the engine that is on no disk and
 * cannot be left behind, and everything else is found as it always is.
 *
 * @returns the files that have not been loaded yet
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
