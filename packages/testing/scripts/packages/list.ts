import { readFileSync } from 'node:fs';

/** A package that people use in workflow code, and a typical use of it. */
export interface PackageUse {
  /** The imported module, and the part of it if there are several. */
  readonly name: string;
  /** The name and version in the registry. */
  readonly version: string;
  readonly imports: string;
  /** The body of an async function. */
  readonly body: string;
}

/** The packages of docs/portability.md. */
export const PACKAGES: readonly PackageUse[] = JSON.parse(
  readFileSync(new URL('packages.json', import.meta.url), 'utf8'),
);
