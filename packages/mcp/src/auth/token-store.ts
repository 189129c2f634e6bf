import type { JsonObject } from '@mcp-agent/core';

/** Stored data of one server: the client registered with its authorization server, and the tokens. */
export interface StoredAuthorization {
  /** Issuer of the authorization server that all of this belongs to. It is never sent to another one. */
  readonly issuer?: string;
  readonly client?: JsonObject;
  readonly tokens?: JsonObject;
  /** The scopes that were requested, separated by spaces. */
  readonly scope?: string;
  /** Expiry of the access token, in seconds since 1970. */
  readonly expiresAt?: number;
}

/** Stores clients and tokens, so that users need not log in again. */
export interface TokenStore {
  /** @param key identifies the server by its name in the settings and its URL */
  get(key: string): Promise<StoredAuthorization | undefined>;
  /** Replaces the stored data as a whole; `undefined` deletes it. */
  set(key: string, authorization: StoredAuthorization | undefined): Promise<void>;
  /**
   * Runs an action while no other process that shares the store runs one for the same key. Needed if several processes
   * share the store: many authorization servers revoke all tokens when a refresh token is used twice. It should not
   * wait for longer than a minute.
   */
  exclusively?<T>(key: string, action: () => Promise<T>): Promise<T>;
}

/** Stores tokens in memory until the process ends. */
export class MemoryTokenStore implements TokenStore {
  readonly #stored = new Map<string, StoredAuthorization>();

  async get(key: string): Promise<StoredAuthorization | undefined> {
    return this.#stored.get(key);
  }

  async set(key: string, authorization: StoredAuthorization | undefined): Promise<void> {
    if (authorization === undefined) this.#stored.delete(key);
    else this.#stored.set(key, authorization);
  }
}
