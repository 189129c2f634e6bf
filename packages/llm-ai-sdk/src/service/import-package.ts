import module from 'node:module';
import { join } from 'node:path';
import { cwd } from 'node:process';
import { pathToFileURL } from 'node:url';

/**
 * Imports a package of the program, wherever this package is installed: with pnpm, a package sees only its own
 * dependencies. Looks in the working directory and above it first.
 */
export async function importPackage(name: string): Promise<object> {
  const found: unknown = await import(
    resolveFrom(name, pathToFileURL(join(cwd(), 'package.json')).href) ?? name
  );
  return typeof found === 'object' && found !== null ? found : {};
}

/** Returns the URL of a package as an `import` in a file resolves it, or `undefined`. */
function resolveFrom(name: string, parentURL: string): string | undefined {
  // Bun has no hooks, and resolves from this file.
  if (!('registerHooks' in module)) return undefined;
  // `import.meta.resolve` resolves from this file only.
  const hooks = module.registerHooks({
    resolve: (specifier, context, next) => next(specifier, { ...context, parentURL }),
  });
  try {
    return import.meta.resolve(name);
  } catch {
    return undefined;
  } finally {
    hooks.deregister();
  }
}
