import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { messageOf } from '@mcp-agent/core/host';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Sources of the page. A change of any of them requires a new build. */
const SOURCES = ['index.html', 'package.json', 'vite.config.ts', 'src/page', 'src/interface'];
const BUILT = join(ROOT, 'dist');

/** A file of the page. */
export interface Asset {
  readonly type: string;
  readonly content: Buffer;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/**
 * Returns the files of the page by path. Builds them, in about a second, if the sources have changed. The name of the
 * output folder is a hash of the sources, so that concurrent playgrounds do not conflict.
 */
export async function buildPage(): Promise<ReadonlyMap<string, Asset>> {
  const folder = join(BUILT, await hashSources());
  const files = await readFolder(folder);
  if (files !== undefined) return files;
  const unfinished = join(BUILT, `unfinished-${process.pid}`);
  await mkdir(BUILT, { recursive: true });
  await build(unfinished);
  // Another playground may have built the same folder.
  await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true, force: true }));
  const built = await readFolder(folder);
  if (built === undefined)
    throw new Error(`The page was built, but its folder ${folder} is missing. Start the playground again.`);
  return built;
}

async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of await filesIn(source))
      hash.update(`${file}\n`).update(await readFile(join(ROOT, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function filesIn(path: string): Promise<string[]> {
  if (extname(path) !== '') return [path];
  const entries = await readdir(join(ROOT, path), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length))
    .toSorted();
}

async function readFolder(folder: string): Promise<ReadonlyMap<string, Asset> | undefined> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));
    const assets = files.map(async (file): Promise<[string, Asset]> => {
      const type = TYPES[extname(file)] ?? 'application/octet-stream';
      return [file.slice(folder.length).replaceAll('\\', '/'), { type, content: await readFile(file) }];
    });
    return new Map(await Promise.all(assets));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Builds in a separate process, which frees the memory of the build. */
async function build(folder: string): Promise<void> {
  const vite = join(createRequire(import.meta.url).resolve('vite/package.json'), '../bin/vite.js');
  const args = [vite, 'build', '--outDir', folder, '--logLevel', 'error'];
  try {
    await promisify(execFile)(process.execPath, args, { cwd: ROOT });
  } catch (error) {
    // The message contains the output of vite.
    throw new Error(`The page cannot be built: ${messageOf(error)}`, { cause: error });
  }
}
