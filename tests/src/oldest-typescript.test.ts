import { globSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishedPackages, ROOT } from '../../scripts/packages.ts';
import { compileProject, installPacked } from './consumer-project.ts';
import { blocksOf } from './markdown.ts';
import type { Ended } from './process.ts';
import { readmeFolders } from './readme-files.ts';

// A consumer's project: the packed packages, their dependencies, the programs of the READMEs, and a file that
// exports every entry point. It needs no network: the dependencies are those of the workspace.
const PROJECT = join(import.meta.dirname, '..', 'tmp-oldest-typescript');
const TYPESCRIPT = join(import.meta.dirname, '..', 'oldest-typescript', 'node_modules', 'typescript');
// Its `@ts-expect-error` comments are errors where the next line compiles.
const JSON_TYPES = join(import.meta.dirname, 'fixtures', 'json-types.ts');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

beforeAll(async () => {
  await installPacked(PROJECT);
  const readmes = globSync(['README.md', 'packages/*/README.md'], { cwd: ROOT }).toSorted();
  const programs = readmes.flatMap((file) => readmeFolders(blocksOf(readFileSync(join(ROOT, file), 'utf8'))));
  for (const [index, files] of programs.entries()) {
    const folder = join(PROJECT, `program-${index + 1}`);
    await mkdir(folder);
    for (const { name, code } of files) await writeFile(join(folder, name), code);
  }
  await writeFile(join(PROJECT, 'entry-points.ts'), entryPoints());
  await copyFile(JSON_TYPES, join(PROJECT, 'json-types.ts'));
  await writeFile(join(PROJECT, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
});

afterAll(() => rm(PROJECT, { recursive: true, force: true }));

test('the README states the version', () => {
  const { version }: { version: string } = JSON.parse(readFileSync(join(TYPESCRIPT, 'package.json'), 'utf8'));
  expect(README).toContain(`TypeScript ${version.split('.', 2).join('.')} or newer`);
});

test('programs that use the packages compile, and types that are not JSON do not', async () => {
  const { status, output } = await compile({ skipLibCheck: true });
  expect(status, output).toBe(0);
});

test("the packages' declarations have no errors", async () => {
  const { output } = await compile({ skipLibCheck: false });
  // The dependencies' declarations, whose paths begin with `../`, have errors with every version of TypeScript.
  const ours = output.split('\n').filter((line) => / error TS\d+:/.test(line) && !line.startsWith('../'));
  expect(ours).toEqual([]);
});

function compile(options: { skipLibCheck: boolean }): Promise<Ended> {
  return compileProject(PROJECT, [process.execPath, join(TYPESCRIPT, 'bin', 'tsc')], options);
}

/** Returns a module that exports every entry point of every package. */
function entryPoints(): string {
  return publishedPackages()
    .flatMap(({ name, manifest }) =>
      Object.keys(manifest.exports ?? {}).map((path) => `${name}${path.slice(1)}`),
    )
    .filter((entry) => !entry.endsWith('.json'))
    .map((entry, index) => `export * as entry${index + 1} from '${entry}';\n`)
    .join('');
}
