import { syncBuiltinESMExports } from 'node:module';
import { ABSENT_PATCHES } from './absent.ts';
import { BUILTIN_PATCHES } from './builtins.ts';
import { applyPatches } from './patches.ts';
import { REPLACED_PATCHES } from './replaced.ts';

/** Puts watched globals and functions in place of Node's, until what is returned is disposed of. */
export function installPatches(): Disposable {
  const remove = applyPatches([...BUILTIN_PATCHES, ...REPLACED_PATCHES, ...ABSENT_PATCHES]);
  // For those who import a function of a module by its name.
  syncBuiltinESMExports();
  return {
    [Symbol.dispose]: () => {
      remove();
      syncBuiltinESMExports();
    },
  };
}
