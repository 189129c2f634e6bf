import { randomUUID } from 'node:crypto';
import { open, rename, rm, stat, utimes } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 50;
const RENEW_MS = 2_000;
/** Age at which a lock is one of a process that died. */
const STALE_MS = 15_000;
/** The longest wait. After it the action runs anyway, because a lock must not lock anyone out. */
const MAX_WAIT_MS = 45_000;

/** Runs an action while this process has the lock file, which other processes on the machine wait for. */
export async function withFileLock<T>(path: string, action: () => Promise<T>): Promise<T> {
  const start = performance.now();
  while (!(await acquire(path))) {
    if (performance.now() - start > MAX_WAIT_MS) return action();
    await delay(POLL_MS);
  }
  const renewing = setInterval(
    () => void utimes(path, new Date(), new Date()).catch(() => undefined),
    RENEW_MS,
  );
  try {
    return await action();
  } finally {
    clearInterval(renewing);
    await rm(path, { force: true });
  }
}

async function acquire(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx', 0o600)).close();
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  if (await isStale(path)) await removeStale(path);
  return false;
}

async function isStale(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > STALE_MS;
}

/** Removes the lock of a dead process. Renames it first: of several processes that try, one succeeds. */
async function removeStale(path: string): Promise<void> {
  const removed = `${path}.${randomUUID()}`;
  await rename(path, removed).catch(() => undefined);
  // Another process was faster, and this is its new lock.
  if (!(await isStale(removed))) await rename(removed, path).catch(() => undefined);
  await rm(removed, { force: true });
}
