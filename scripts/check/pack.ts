import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { publishedPackages, ROOT, type WorkspacePackage } from '../packages.ts';
import { buildPackages } from './build.ts';
import { runOrThrow } from './command.ts';

/** The tarball of a package. */
export interface Tarball {
  readonly name: string;
  readonly file: string;
  readonly bytes: number;
}

/**
 * Builds all published packages and packs each into a folder. What is unchanged comes from turbo's cache.
 *
 * @throws Error with the output of the tool when a package cannot be built or packed
 */
export async function packAll(destination: string): Promise<readonly Tarball[]> {
  await buildPackages();
  return Promise.all(publishedPackages().map((one) => pack(one, destination)));
}

/** Packs into a new folder, because pnpm chooses the file name. */
async function pack({ name, folder }: WorkspacePackage, destination: string): Promise<Tarball> {
  const target = join(destination, name.replaceAll(/[^a-z0-9-]/g, ''));
  await mkdir(target, { recursive: true });
  await runOrThrow(['pnpm', 'pack', '--pack-destination', target], join(ROOT, folder));
  const [made] = (await readdir(target)).filter((file) => file.endsWith('.tgz'));
  if (made === undefined) throw new Error(`pnpm pack made no tarball of ${name}`);
  const file = join(target, made);
  return { name, file, bytes: (await stat(file)).size };
}
