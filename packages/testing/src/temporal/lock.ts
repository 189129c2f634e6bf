import { randomUUID } from 'node:crypto';
import { type FileHandle, link, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** How often the holder of a lock shows that it lives. */
const HEARTBEAT_MS = 1_000;
/** A lock whose holder has not shown it for so long was left by a dead process. */
const STALE_MS = 10_000;
const RETRY_MS = 100;

/**
 * Does something while no other process does it: the lock is a file that its holder touches every second,
 * so that one left by a process that was killed is recovered after ten. (The known packages for this either
 * do not recover, or install signal handlers in their importer for good.)
 *
 * @param path The lock's file. Its folder is made if it is not there.
 * @param onWait Called once, if another process has the lock.
 * @throws whatever `work` throws, the signal's reason, and the system's error if the file cannot be made.
 */
export async function withFileLock<T>(
  path: string,
  work: () => Promise<T>,
  { onWait, signal }: { onWait: () => void; signal: AbortSignal | undefined },
): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  const handle = await acquire(path, onWait, signal);
  const heartbeat = setInterval(() => {
    const now = new Date();
    // Through the handle: should the lock have been taken from us, its new owner's file is left alone.
    handle.utimes(now, now).catch(() => {});
  }, HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    await release(path, handle);
  }
}

async function acquire(
  path: string,
  onWait: () => void,
  signal: AbortSignal | undefined,
): Promise<FileHandle> {
  for (let waited = false; ; waited = true) {
    signal?.throwIfAborted();
    try {
      return await open(path, 'wx');
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error;
    }
    if (await isStale(path)) {
      await removeStale(path);
      continue;
    }
    if (!waited) onWait();
    await wait(RETRY_MS, undefined, { signal });
  }
}

async function release(path: string, handle: FileHandle): Promise<void> {
  try {
    const ours = await handle.stat({ bigint: true });
    const there = await stat(path, { bigint: true });
    if (ours.ino === there.ino) await rm(path, { force: true });
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error;
  } finally {
    await handle.close();
  }
}

async function isStale(path: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(path)).mtimeMs > STALE_MS;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return false;
    throw error;
  }
}

/** Of several processes that see the same dead lock one moves it away; the others find it gone. */
async function removeStale(path: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
    // Somebody may have recovered the lock since we looked: then this one is theirs, and alive.
    if (!(await isStale(aside))) await link(aside, path);
  } catch (error) {
    if (!isCode(error, 'ENOENT') && !isCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
