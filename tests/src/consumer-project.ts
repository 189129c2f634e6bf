import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { packAll } from '../../scripts/check/pack.ts';
import { publishedPackages, ROOT } from '../../scripts/packages.ts';
import { type Ended, runProgram } from './process.ts';

/**
 * Installs packed packages into a new folder. Needs no network: their dependencies are linked from the workspace.
 *
 * @param names the packages to install. Default: all published packages
 */
export async function installPacked(project: string, names?: readonly string[]): Promise<void> {
  await rm(project, { recursive: true, force: true });
  await mkdir(join(project, 'tarballs'), { recursive: true });
  const tarballs = await packAll(join(project, 'tarballs'));
  for (const { name, folder, manifest } of publishedPackages()) {
    if (names !== undefined && !names.includes(name)) continue;
    const file = tarballs.find((tarball) => tarball.name === name)?.file ?? '';
    await unpack(file, join(project, 'node_modules', name));
    for (const dependency of Object.keys(manifest.dependencies ?? {}))
      await link(project, folder, dependency);
  }
}

/**
 * Runs a TypeScript compiler on files of a project.
 *
 * @param options compiler options; the others are those of the README, with `skipLibCheck`
 * @param include the files. Default: all
 */
export async function compileProject(
  project: string,
  tsc: readonly string[],
  options: Readonly<Record<string, string | boolean>> = {},
  include: readonly string[] = ['**/*.ts'],
): Promise<Ended> {
  const compilerOptions = {
    target: 'ES2022',
    lib: ['ES2023', 'ESNext.Disposable'],
    module: 'NodeNext',
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    typeRoots: [join(ROOT, 'node_modules/@types')],
    types: ['node'],
    skipLibCheck: true,
    ...options,
  };
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include }));
  return runProgram([...tsc, '-p', '.', '--pretty', 'false'], project);
}

/** Unpacks a tarball where a package manager would install it. */
async function unpack(tarball: string, target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  const command = ['tar', '-xzf', tarball, '-C', target, '--strip-components=1'];
  const { status, output } = await runProgram(command, target);
  if (status !== 0) throw new Error(output);
}

/** Links a dependency of a package; those of this repository are unpacked. */
async function link(project: string, folder: string, dependency: string): Promise<void> {
  if (dependency.startsWith('@mcp-agent/')) return;
  const path = join(project, 'node_modules', dependency);
  await mkdir(dirname(path), { recursive: true });
  await rm(path, { force: true });
  await symlink(join(ROOT, folder, 'node_modules', dependency), path, 'junction');
}
