import { createHash, randomUUID } from 'node:crypto';
import type { Stats } from 'node:fs';
import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationError } from '@mcp-agent/core/errors';
import { isJsonObject } from '@mcp-agent/core/host';
import { withFileLock } from './file-lock.ts';
import type { StoredAuthorization, TokenStore } from './token-store.ts';

/**
 * Stores tokens in a folder, one file for each server, which only its owner can read. The files are not encrypted:
 * anyone who can read a file has the tokens. Several processes may share a folder, such as the workers on one
 * machine: each file is replaced as a whole.
 *
 * On POSIX systems, a folder or file that other users could read or write, or that another user owns, is not used.
 *
 * @example
 * ```ts
 * const settings = { oauth: { tokenStore: new FileTokenStore('/home/me/.mcp-agent/tokens') } };
 * ```
 */
export class FileTokenStore implements TokenStore {
  readonly #folder: string;

  /** @param folder created, with mode 0700, when the first token is stored */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @throws {@link ConfigurationError} when others have access to the file, or it was not written by this store */
  async get(key: string): Promise<StoredAuthorization | undefined> {
    const path = this.#path(key);
    const text = await unlessMissing(this.#read(path));
    if (text === undefined) return undefined;
    try {
      const stored: unknown = JSON.parse(text);
      if (isStored(stored)) return stored;
    } catch {
      // Reported below, without the file's content.
    }
    throw misconfigured(
      `Token file ${path} cannot be read: FileTokenStore did not write it. Delete it, or use another folder.`,
    );
  }

  /** @throws {@link ConfigurationError} when others have access to the folder */
  async set(key: string, authorization: StoredAuthorization | undefined): Promise<void> {
    const path = this.#path(key);
    if (authorization === undefined) return rm(path, { force: true });
    await this.#makeFolder();
    // A concurrent reader finds the old file or the new one, never a partial one.
    const draft = `${path}.${randomUUID()}`;
    try {
      await writeFile(draft, JSON.stringify(authorization), { mode: 0o600, flag: 'wx' });
      await rename(draft, path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  /** Waits for other processes on this machine; for one that died in the meantime, at most 15 seconds. */
  async exclusively<T>(key: string, action: () => Promise<T>): Promise<T> {
    await this.#makeFolder();
    return withFileLock(`${this.#path(key)}.lock`, action);
  }

  async #makeFolder(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    assertPrivate('folder', this.#folder, await stat(this.#folder));
  }

  async #read(path: string): Promise<string> {
    assertPrivate('folder', this.#folder, await stat(this.#folder));
    const file = await open(path, 'r');
    try {
      assertPrivate('file', path, await file.stat());
      return await file.readFile('utf8');
    } finally {
      await file.close();
    }
  }

  #path(key: string): string {
    return join(this.#folder, `${createHash('sha256').update(key).digest('hex')}.json`);
  }
}

/** Refuses what another user owns, reads or writes: their tokens would be used, or these be read. */
function assertPrivate(kind: 'folder' | 'file', path: string, { mode, uid }: Stats): void {
  const own = process.getuid?.();
  // Windows has no modes and no user IDs.
  if (own === undefined) return;
  const name = `Token ${kind} ${path}`;
  if (uid !== own) {
    throw misconfigured(`${name} cannot be used: it belongs to another user. Use a folder of your own.`);
  }
  if ((mode & 0o077) !== 0) {
    const shown = (mode & 0o777).toString(8).padStart(4, '0');
    throw misconfigured(
      `${name} cannot be used: other users have access to it (mode ${shown}). ` +
        `Run: chmod ${kind === 'folder' ? '700' : '600'} ${path}`,
    );
  }
}

function misconfigured(message: string): ConfigurationError {
  return new ConfigurationError(message, { path: 'oauth.token_store.path' });
}

async function unlessMissing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isStored(value: unknown): value is StoredAuthorization {
  return isJsonObject(value);
}
