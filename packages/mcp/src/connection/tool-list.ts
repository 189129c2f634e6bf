import type { Abilities } from '../abilities.ts';
import type { Connection } from './connection.ts';
import { type ListedTool, listTools } from './tools.ts';

/** Tools by their names. */
export type Tools = ReadonlyMap<string, ListedTool>;

/** The tools of a server for callers with the same abilities, listed once for all of them. */
export class ToolList {
  readonly #connection: Connection;
  readonly #abilities: Abilities;
  readonly #isReported: () => Promise<boolean>;
  #listing: Promise<Tools> | undefined;
  #freshUntil = Infinity;

  /** @param isReported whether the server reports changes of its tools from now on */
  constructor(connection: Connection, abilities: Abilities, isReported: () => Promise<boolean>) {
    this.#connection = connection;
    this.#abilities = abilities;
    this.#isReported = isReported;
  }

  /** Returns the current tools. */
  current(): Promise<Tools> {
    if (this.#listing !== undefined && performance.now() < this.#freshUntil) return this.#listing;
    const listing = this.#list();
    this.#listing = listing;
    // Concurrent callers share a listing, however long it takes.
    this.#freshUntil = Infinity;
    listing.catch(() => {
      if (this.#listing === listing) this.#listing = undefined;
    });
    return listing;
  }

  /** Returns the tools as listed last, which may have expired. */
  known(): Promise<Tools> {
    return this.#listing ?? this.current();
  }

  /** Lists the tools again for the next caller of `current`. */
  expire(): void {
    this.#freshUntil = 0;
  }

  async #list(): Promise<Tools> {
    // Subscribe first, so that no change is missed.
    const isReported = await this.#isReported();
    const { items, ttlMs } = await listTools(this.#connection, this.#abilities);
    if (!isReported) this.#freshUntil = performance.now() + ttlMs;
    return new Map(items.map((tool) => [tool.description.name, tool]));
  }
}
