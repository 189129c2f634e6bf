import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckResult } from '../check/check.ts';
import type { EntryPoint } from './entry-points.ts';
import { extract } from './extract.ts';

/** Writes the API reports of the entry points into a folder, and deletes all others. */
export function writeReports(entryPoints: readonly EntryPoint[], folder: string): CheckResult {
  const changed = extract(entryPoints, folder, true).filter((report) => report.changed);
  const orphans = orphansIn(folder, entryPoints);
  for (const file of orphans) rmSync(join(folder, file));
  return {
    ok: true,
    output: [
      ...changed.map(({ entryPoint }) => `Wrote ${entryPoint.report}`),
      ...orphans.map((file) => `Deleted ${file}`),
    ].join('\n'),
  };
}

/** Checks that a folder has the current API reports of the entry points, and no others. */
export function checkReports(entryPoints: readonly EntryPoint[], folder: string): CheckResult {
  const problems = [
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
  return { ok: problems.length === 0, output: problems.join('\n') };
}

function orphansIn(folder: string, entryPoints: readonly EntryPoint[]): readonly string[] {
  const expected = new Set(entryPoints.map(({ report }) => report));
  return existsSync(folder) ? readdirSync(folder).filter((file) => !expected.has(file)) : [];
}
