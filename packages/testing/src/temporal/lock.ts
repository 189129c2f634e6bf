import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';

const RETRY_MS = 100;
/** SQLite's code for a database that is locked by another connection. */
const SQLITE_BUSY = 5;

/**
 * Runs a function while no other process runs one under the same lock. It is SQLite's exclusive lock on an empty
 * database: the operating system releases it when the process ends, for whatever reason.
 *
 * @param path the database file; it is created with its folder, and stays
 * @param onWait called once if another process holds the lock
 * @throws what `work` throws; the signal's reason; an Error with a `code` if the file cannot be created or locked
 */
export async function withFileLock<T>(
  path: string,
  work: () => Promise<T>,
  { onWait, signal }: { onWait: () => void; signal: AbortSignal | undefined },
): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  // Not imported at the top: Node 22 and 24 print a warning when it is loaded.
  const sqlite = await import('node:sqlite');
  const database = new sqlite.DatabaseSync(path);
  try {
    for (let isWaiting = false; !tryLock(database); isWaiting = true) {
      if (!isWaiting) onWait();
      await wait(RETRY_MS, undefined, { signal });
    }
    return await work();
  } finally {
    database.close();
  }
}

function tryLock(database: DatabaseSync): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return false;
    throw error;
  }
}
