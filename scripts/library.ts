import { readFileSync } from 'node:fs';
import type { UserConfig } from 'tsdown';

/**
 * How a published package is built: what its `exports` name in `src` is what it has in `dist`, so that the
 * two cannot drift apart. Called by a `tsdown.config.ts`, which tsdown runs in the package's folder.
 */
export function library(options: UserConfig = {}): UserConfig {
  return {
    entry: sourcesOf(JSON.parse(readFileSync('package.json', 'utf8')).exports),
    format: 'esm',
    platform: 'node',
    // The oldest Node that the packages' `engines` allow.
    target: 'node22.18',
    dts: true,
    hash: false,
    fixedExtension: false,
    // Beside the entry points, a shared chunk could take the name of one.
    outputOptions: { chunkFileNames: 'shared/[name].js' },
    ...options,
  };
}

/** The TypeScript files that an `exports` names, under whichever condition. */
function sourcesOf(exported: unknown): string[] {
  if (typeof exported === 'string') return exported.endsWith('.ts') ? [exported] : [];
  if (typeof exported !== 'object' || exported === null) return [];
  return Object.values(exported).flatMap(sourcesOf);
}
