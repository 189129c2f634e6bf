import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * The module that an `import` in the file `from` would get, or nothing where there is none.
 *
 * @throws for a package that is there and exports no such thing
 */
export function resolveFrom(module: string, from: URL): string | undefined {
  // `import.meta.resolve` starts from the file that it stands in, `require.resolve` does not see what a package
  // has only for `import`.
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
