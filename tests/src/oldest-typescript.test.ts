import { globSync, readFileSync } from 'node:fs';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packAll } from '../../scripts/check/pack.ts';
import { publishedPackages, ROOT } from '../../scripts/packages.ts';
import { blocksOf } from './markdown.ts';
import { type Ended, runProgram } from './process.ts';
import { readmeFolders } from './readme-files.ts';

// A consumer's project: the packed packages, their dependencies, the programs of the READMEs, and a file that
// exports every entry point. It needs no network: the dependencies are those of the workspace.
const PROJECT = join(import.meta.dirname, '..', 'tmp-oldest-typescript');
const MODULES = join(PROJECT, 'node_modules');
const TYPESCRIPT = join(import.meta.dirname, '..', 'oldest-typescript', 'node_modules', 'typescript');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

beforeAll(async () => {
  await rm(PROJECT, { recursive: true, force: true });
  await mkdir(join(PROJECT, 'tarballs'), { recursive: true });
  for (const { name, file } of await packAll(join(PROJECT, 'tarballs'))) await unpack(name, file);
  for (const { folder, manifest } of publishedPackages()) {
    for (const dependency of Object.keys(manifest.dependencies ?? {})) await link(folder, dependency);
  }
  const readmes = globSync(['README.md', 'packages/*/README.md'], { cwd: ROOT }).toSorted();
  const programs = readmes.flatMap((file) => readmeFolders(blocksOf(readFileSync(join(ROOT, file), 'utf8'))));
  for (const [index, files] of programs.entries()) {
    const folder = join(PROJECT, `program-${index + 1}`);
    await mkdir(folder);
    for (const { name, code } of files) await writeFile(join(folder, name), code);
  }
  await writeFile(join(PROJECT, 'entry-points.ts'), entryPoints());
  await writeFile(join(PROJECT, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
});

afterAll(() => rm(PROJECT, { recursive: true, force: true }));

test('the README states the version', () => {
  const { version }: { version: string } = JSON.parse(readFileSync(join(TYPESCRIPT, 'package.json'), 'utf8'));
  expect(README).toContain(`TypeScript ${version.split('.', 2).join('.')} or newer`);
});

test('programs that use the packages compile', async () => {
  const { status, output } = await compile({ skipLibCheck: true });
  expect(status, output).toBe(0);
});

test("the packages' declarations have no errors", async () => {
  const { output } = await compile({ skipLibCheck: false });
  // The dependencies' declarations, whose paths begin with `../`, have errors with every version of TypeScript.
  const ours = output.split('\n').filter((line) => / error TS\d+:/.test(line) && !line.startsWith('../'));
  expect(ours).toEqual([]);
});

async function compile(options: { skipLibCheck: boolean }): Promise<Ended> {
  const compilerOptions = {
    target: 'ES2022',
    lib: ['ES2023', 'ESNext.Disposable'],
    module: 'NodeNext',
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    typeRoots: [join(ROOT, 'node_modules/@types')],
    types: ['node'],
    ...options,
  };
  await writeFile(join(PROJECT, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['**/*.ts'] }));
  const tsc = join(TYPESCRIPT, 'bin', 'tsc');
  return runProgram([process.execPath, tsc, '-p', '.', '--pretty', 'false'], PROJECT);
}

/** Unpacks a tarball to the folder where a package manager would install it. */
async function unpack(name: string, tarball: string): Promise<void> {
  const target = join(MODULES, name);
  await mkdir(target, { recursive: true });
  const { status, output } = await runProgram(
    ['tar', '-xzf', tarball, '-C', target, '--strip-components=1'],
    PROJECT,
  );
  if (status !== 0) throw new Error(output);
}

/** Links a dependency of a package, or unpacks it if it is a package of this repository. */
async function link(folder: string, dependency: string): Promise<void> {
  if (dependency.startsWith('@mcp-agent/')) return;
  const path = join(MODULES, dependency);
  await mkdir(dirname(path), { recursive: true });
  await rm(path, { force: true });
  await symlink(join(ROOT, folder, 'node_modules', dependency), path, 'junction');
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
