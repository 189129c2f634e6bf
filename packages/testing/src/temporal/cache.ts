import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkBinary } from './check-binary.ts';
import { BINARY_NAME } from './environment.ts';
import { CLI_VERSION, type Environment, type Outcome, type Search } from './source.ts';

const TEMPORARY = 'tmp-';

/** Where the binary is kept for this user, whether it is there or not. */
export function cachedBinaryPath(env: Environment): string {
  return join(cacheFolder(env), 'mcp-agent', 'temporal', CLI_VERSION, BINARY_NAME);
}

/** The binary of last time, if it runs. */
export async function fromCache({ env, signal }: Search): Promise<Outcome> {
  const path = cachedBinaryPath(env);
  const check = await checkBinary(path, { env, signal });
  if (check.ok) return { kind: 'binary', source: 'cache', path, version: check.version };
  return { kind: 'miss', reason: `${path}: ${check.reason}` };
}

/**
 * Puts a new binary into the cache. It is made in a folder beside its place, seen to run, and then renamed,
 * so that nobody ever finds half a file there. Call it under the cache's lock.
 *
 * @param make Makes the binary somewhere in the folder that it is given, and returns its path.
 * @returns what the binary says of its version.
 * @throws whatever `make` throws, and an Error when what it made does not run.
 */
export async function putIntoCache(
  { env, signal }: Search,
  make: (folder: string) => Promise<string>,
): Promise<{ path: string; version: string }> {
  const path = cachedBinaryPath(env);
  const parent = dirname(path);
  await mkdir(parent, { recursive: true });
  await removeLeftovers(parent);
  const folder = await mkdtemp(join(parent, TEMPORARY));
  try {
    const made = await make(folder);
    await chmod(made, 0o755);
    const check = await checkBinary(made, { env, signal });
    if (!check.ok) throw new Error(`what it gave does not run: ${check.reason}`);
    await rename(made, path);
    return { path, version: check.version };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a process that was killed left behind: under the lock nobody else is at work. */
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
