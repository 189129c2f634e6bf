import { syncBuiltinESMExports } from 'node:module';
import { CONSOLE_PATCHES } from './isolate-console.ts';
import { LOCALE_PATCHES } from './locale.ts';
import { MISSING_GLOBAL_PATCHES } from './missing-globals.ts';
import { NODE_MODULE_PATCHES } from './node-modules.ts';
import { applyPatches } from './patches.ts';
import { REPLACED_GLOBAL_PATCHES } from './replaced-globals.ts';

/** Patches globals and functions of Node until the result is disposed of. */
export function installPatches(): Disposable {
  const remove = applyPatches([
    ...NODE_MODULE_PATCHES,
    ...REPLACED_GLOBAL_PATCHES,
    ...CONSOLE_PATCHES,
    ...LOCALE_PATCHES,
    ...MISSING_GLOBAL_PATCHES,
  ]);
  // For named imports of functions of Node's modules.
  syncBuiltinESMExports();
  return {
    [Symbol.dispose]: () => {
      remove();
      syncBuiltinESMExports();
    },
  };
}
