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
/** Packages whose declarations import none of a dependency. */
const INDEPENDENT = ['@mcp-agent/core', '@mcp-agent/engine-kit', '@mcp-agent/provider-utils'];
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
  await writeFile(join(PROJECT, 'independent.ts'), entryPoints(INDEPENDENT));
  await copyFile(JSON_TYPES, join(PROJECT, 'json-types.ts'));
  await writeFile(join(PROJECT, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
});

afterAll(() => rm(PROJECT, { recursive: true, force: true }));

test('the README states the version', () => {
  const { version }: { version: string } = JSON.parse(readFileSync(join(TYPESCRIPT, 'package.json'), 'utf8'));
  expect(README).toContain(`TypeScript ${version.split('.', 2).join('.')} or newer`);
});

test('programs that use the packages compile, and types that are not JSON do not', async () => {
  const { status, output } = await compile();
  expect(status, output).toBe(0);
});

/** All options that check declarations more strictly than `strict`. */
const STRICTEST = {
  skipLibCheck: false,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  isolatedModules: true,
  verbatimModuleSyntax: true,
};

test.each([
  ['nodenext', { module: 'nodenext', moduleResolution: 'nodenext' }],
  ['bundler', { module: 'esnext', moduleResolution: 'bundler' }],
])("the packages' declarations have no errors under the strictest options: %s", async (_, modules) => {
  const { output } = await compile({ ...STRICTEST, ...modules }, ['entry-points.ts']);
  // The paths of the dependencies' declarations begin with `../`. The README lists their errors.
  const ours = output.split('\n').filter((line) => / error TS\d+:/.test(line) && !line.startsWith('../'));
  expect(ours).toEqual([]);
});

test('core and the packages for authors compile without skipLibCheck', async () => {
  const { status, output } = await compile(STRICTEST, ['independent.ts']);
  expect(status, output).toBe(0);
});

function compile(options?: Record<string, string | boolean>, include?: readonly string[]): Promise<Ended> {
  return compileProject(PROJECT, [process.execPath, join(TYPESCRIPT, 'bin', 'tsc')], options, include);
}

/** Returns a module that exports every entry point of packages. Default: of all published packages. */
function entryPoints(packages: readonly string[] = publishedPackages().map(({ name }) => name)): string {
  return publishedPackages()
    .filter(({ name }) => packages.includes(name))
    .flatMap(({ name, manifest }) =>
      Object.keys(manifest.exports ?? {}).map((path) => `${name}${path.slice(1)}`),
    )
    .filter((entry) => !entry.endsWith('.json'))
    .map((entry, index) => `export * as entry${index + 1} from '${entry}';\n`)
    .join('');
}
