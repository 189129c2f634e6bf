import type { Connection } from './connection.ts';
import { type ListedTool, listTools } from './tools.ts';

type Tools = ReadonlyMap<string, ListedTool>;

/**
 * The tools of a server, listed once for all callers. A legacy server reports changes by itself. For a modern one, a
 * subscription reports them; without one, the list expires as the server states (`ttlMs`, SEP-2549).
 */
export class ToolList {
  readonly #connection: Connection;
  #listing: Promise<Tools> | undefined;
  #freshUntil = Infinity;
  #subscribed: Promise<boolean> | undefined;

  constructor(connection: Connection) {
    this.#connection = connection;
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

  /** Discards the list: the server reports that it has changed. */
  changed(): void {
    this.#listing = undefined;
  }

  async #list(): Promise<Tools> {
    // Subscribe first, so that no change is missed.
    const isReported = await this.#isReported();
    const { items, ttlMs } = await listTools(this.#connection);
    if (!isReported) this.#freshUntil = performance.now() + ttlMs;
    return new Map(items.map((tool) => [tool.description.name, tool]));
  }

  /** Whether the server reports changes of its tools from now on. */
  #isReported(): Promise<boolean> {
    const { era, capabilities } = this.#connection;
    if (era === 'legacy') return Promise.resolve(true);
    if (capabilities.tools?.listChanged !== true) return Promise.resolve(false);
    this.#subscribed ??= this.#subscribe();
    return this.#subscribed;
  }

  async #subscribe(): Promise<boolean> {
    try {
      const { honoredFilter, closed } = await this.#connection.listen({ toolsListChanged: true });
      void closed.then(() => {
        // Changes may have been missed.
        this.#subscribed = undefined;
        this.#freshUntil = 0;
      });
      return honoredFilter.toolsListChanged === true;
    } catch {
      // The list then expires like that of a server without the capability.
      this.#subscribed = undefined;
      return false;
    }
  }
}
