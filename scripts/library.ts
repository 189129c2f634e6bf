import { readFileSync } from 'node:fs';
import type { UserConfig } from 'tsdown';

/**
 * Returns the tsdown configuration of a published package. Its entry points are the files in its `exports`, so that
 * `src` and `dist` always match. Call it in a `tsdown.config.ts`, which tsdown runs in the package's folder.
 */
export function library(options: UserConfig = {}): UserConfig {
  return {
    entry: sourcesOf(JSON.parse(readFileSync('package.json', 'utf8')).exports),
    format: 'esm',
    platform: 'node',
    // The oldest Node.js version in the packages' `engines`.
    target: 'node22.18',
    dts: true,
    hash: false,
    fixedExtension: false,
    // In a separate folder, so that a shared chunk cannot have the name of an entry point.
    outputOptions: { chunkFileNames: 'shared/[name].js' },
    ...options,
  };
}

/** Returns the TypeScript files in an `exports` field, under any condition. */
function sourcesOf(exported: unknown): string[] {
  if (typeof exported === 'string') return exported.endsWith('.ts') ? [exported] : [];
  if (typeof exported !== 'object' || exported === null) return [];
  return Object.values(exported).flatMap(sourcesOf);
}
