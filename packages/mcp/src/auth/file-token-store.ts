import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationError } from '@mcp-agent/core/errors';
import { isJsonObject } from '@mcp-agent/core/host';
import type { StoredAuthorization, TokenStore } from './token-store.ts';

/**
 * Stores tokens in a folder, one file for each server, readable only by its owner. The files are not encrypted:
 * anyone who can read a file has the tokens. Several processes may share a folder, such as the workers on one
 * machine.
 *
 * @example
 * ```ts
 * const settings = { oauth: { tokenStore: new FileTokenStore('/home/me/.mcp-agent/tokens') } };
 * ```
 */
export class FileTokenStore implements TokenStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @throws {@link ConfigurationError} when the file was not written by this store */
  async get(key: string): Promise<StoredAuthorization | undefined> {
    const path = this.#path(key);
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
    try {
      const stored: unknown = JSON.parse(text);
      if (isStored(stored)) return stored;
    } catch {
      // Reported below, without the file's content.
    }
    throw new ConfigurationError(
      `Token file ${path} cannot be read: FileTokenStore did not write it. Delete it, or use another folder.`,
      {
        path: 'oauth.token_store.path',
      },
    );
  }

  async set(key: string, authorization: StoredAuthorization | undefined): Promise<void> {
    const path = this.#path(key);
    if (authorization === undefined) return rm(path, { force: true });
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    // A concurrent reader finds the old file or the new one, never a partial one.
    const draft = `${path}.${randomUUID()}`;
    await writeFile(draft, JSON.stringify(authorization), { mode: 0o600 });
    await rename(draft, path);
  }

  #path(key: string): string {
    return join(this.#folder, `${createHash('sha256').update(key).digest('hex')}.json`);
  }
}

function isStored(value: unknown): value is StoredAuthorization {
  return isJsonObject(value);
}
