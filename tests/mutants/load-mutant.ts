import { registerHooks } from 'node:module';
import { applyEdit, editedUrl } from './edits.ts';
import { MUTANTS } from './faults/index.ts';
import type { Edit } from './mutant.ts';

/**
 * Makes Node load the mutated files with their edits. Nothing is written to disk, and all other files load unchanged.
 *
 * @param fault the mutant's fault; empty for the original engine
 * @returns the mutated files that are not loaded yet
 * @throws Error when there is no such mutant
 */
export function loadMutant(fault: string): ReadonlySet<string> {
  const mutant = MUTANTS.find((one) => one.fault === fault);
  if (mutant === undefined && fault !== '') throw new Error(`There is no mutant "${fault}".`);
  const edits: readonly Edit[] = mutant?.edits ?? [];
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
