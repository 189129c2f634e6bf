import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkBinary } from './check-binary.ts';
import { BINARY_NAME } from './environment.ts';
import type { Environment, LookupResult, LookupContext } from './source.ts';

const TEMPORARY = 'tmp-';

/** Returns the path of the binary in the user's cache, whether it exists or not. */
export function cachedBinaryPath({ env, cliVersion }: Pick<LookupContext, 'env' | 'cliVersion'>): string {
  return join(cacheFolder(env), 'mcp-agent', 'temporal', cliVersion, BINARY_NAME);
}

/** Looks for a working binary in the cache. */
export async function lookUpCache(context: LookupContext): Promise<LookupResult> {
  const { env, signal } = context;
  const path = cachedBinaryPath(context);
  const check = await checkBinary(path, { env, signal });
  if (check.ok) return { kind: 'binary', source: 'cache', path, version: check.version };
  return { kind: 'miss', reason: `${path}: ${check.reason}` };
}

/**
 * Adds a binary to the cache. The binary is created in a temporary folder, checked, and then renamed, so that no process
 * ever sees a partial file. Call it under the lock of the cache.
 *
 * @param create creates the binary in the given folder, and returns its path
 * @returns the path in the cache, and the version that the binary prints
 * @throws what `create` throws; Error if the new binary does not run
 */
export async function addToCache(
  context: LookupContext,
  create: (folder: string) => Promise<string>,
): Promise<{ path: string; version: string }> {
  const { env, signal } = context;
  const path = cachedBinaryPath(context);
  const parent = dirname(path);
  await mkdir(parent, { recursive: true });
  await removeLeftovers(parent);
  const folder = await mkdtemp(join(parent, TEMPORARY));
  try {
    const created = await create(folder);
    await chmod(created, 0o755);
    const check = await checkBinary(created, { env, signal });
    if (!check.ok) throw new Error(`the new binary does not run: ${check.reason}`);
    await rename(created, path);
    return { path, version: check.version };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Deletes the folders of killed processes. Under the lock, no other process uses one. */
async function removeLeftovers(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (name.startsWith(TEMPORARY)) await rm(join(parent, name), { recursive: true, force: true });
  }
}

function cacheFolder(env: Environment): string {
  const home = env['HOME'] || homedir();
  if (process.platform === 'win32') return env['LOCALAPPDATA'] || join(homedir(), 'AppData', 'Local');
  if (process.platform === 'darwin') return join(home, 'Library', 'Caches');
  return env['XDG_CACHE_HOME'] || join(home, '.cache');
}
