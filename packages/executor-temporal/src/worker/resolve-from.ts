import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Resolves a module as an `import` in the file `from` would. Returns `undefined` if it does not exist.
 *
 * @throws if the package exists but does not export the module
 */
export function resolveFrom(module: string, from: URL): string | undefined {
  // `import.meta.resolve` resolves only from its own file, and `require.resolve` ignores exports that have only the
  // `import` condition.
  const hooks = registerHooks({
    resolve: (specifier, context, next) => next(specifier, { ...context, parentURL: from.href }),
  });
  try {
    const url = import.meta.resolve(module);
    return url.startsWith('file:') && !existsSync(fileURLToPath(url)) ? undefined : url;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  } finally {
    hooks.deregister();
  }
}
