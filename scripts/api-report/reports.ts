import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { EntryPoint } from './entry-points.ts';
import { extract } from './extract.ts';

/**
 * Writes the API reports of the entry points into a folder, and deletes all others.
 *
 * @returns a line for each file that changed
 */
export function writeReports(entryPoints: readonly EntryPoint[], folder: string): readonly string[] {
  const changed = extract(entryPoints, folder, true).filter((report) => report.changed);
  const orphans = orphansIn(folder, entryPoints);
  for (const file of orphans) rmSync(join(folder, file));
  return [
    ...changed.map(({ entryPoint }) => `Wrote ${entryPoint.report}`),
    ...orphans.map((file) => `Deleted ${file}`),
  ];
}

/** Returns the problems of a folder that should have the current API reports of the entry points, and no others. */
export function staleReports(entryPoints: readonly EntryPoint[], folder: string): readonly string[] {
  return [
    ...extract(entryPoints, folder, false)
      .filter(({ changed }) => changed)
      .map(({ entryPoint, diff }) =>
        diff === ''
          ? `The API report of ${entryPoint.name} is missing. Run \`pnpm api\`.`
          : `The API of ${entryPoint.name} changed. Run \`pnpm api\`.\n${diff}`,
      ),
    ...orphansIn(folder, entryPoints).map(
      (file) => `The API report ${file} has no entry point. Run \`pnpm api\`.`,
    ),
  ];
}

function orphansIn(folder: string, entryPoints: readonly EntryPoint[]): readonly string[] {
  const expected = new Set(entryPoints.map(({ report }) => report));
  return existsSync(folder) ? readdirSync(folder).filter((file) => !expected.has(file)) : [];
}
