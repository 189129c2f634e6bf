import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The repository's folder. */
export const ROOT: string = dirname(import.meta.dirname);

/** The fields of a package.json that the scripts read. */
export interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly publishConfig?: { readonly exports?: Readonly<Record<string, unknown>> };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** A package of the workspace. */
export interface WorkspacePackage {
  readonly name: string;
  /** Relative to the repository: `packages/core`. */
  readonly folder: string;
  readonly manifest: Manifest;
}

/** Returns the published packages, sorted by name. */
export function publishedPackages(): readonly WorkspacePackage[] {
  return globSync('packages/*/package.json', { cwd: ROOT })
    .map((file) => {
      const manifest = readManifest(join(ROOT, file));
      return { name: manifest.name, folder: dirname(file), manifest };
    })
    .filter(({ manifest }) => manifest.private !== true)
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/** Reads a package.json of this repository. */
function readManifest(file: string): Manifest {
  return JSON.parse(readFileSync(file, 'utf8'));
}
