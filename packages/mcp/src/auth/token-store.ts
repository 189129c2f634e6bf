import type { JsonObject } from '@mcp-agent/core';

/** What is kept for one server: the client that was registered with its authorization server, and the tokens. */
export interface StoredAuthorization {
  readonly client?: JsonObject;
  readonly tokens?: JsonObject;
  /** When the access token ends, in seconds since 1970. */
  readonly expiresAt?: number;
}

/** Keeps what servers' authorization servers gave, so that a person need not log in again. */
export interface TokenStore {
  /** @param key names the server: its name in the settings and its address */
  get(key: string): Promise<StoredAuthorization | undefined>;
  /** Keeps it in place of what was there; `undefined` forgets it. */
  set(key: string, authorization: StoredAuthorization | undefined): Promise<void>;
}

/** Keeps tokens until the process ends. */
export class MemoryTokenStore implements TokenStore {
  readonly #kept = new Map<string, StoredAuthorization>();

  async get(key: string): Promise<StoredAuthorization | undefined> {
    return this.#kept.get(key);
  }

  async set(key: string, authorization: StoredAuthorization | undefined): Promise<void> {
    if (authorization === undefined) this.#kept.delete(key);
    else this.#kept.set(key, authorization);
  }
}
