import { type Abilities, kindOf } from '../abilities.ts';
import { within } from '../wait.ts';
import type { Connection } from './connection.ts';
import { ToolList, type Tools } from './tool-list.ts';

/** How long a listing waits for the server to confirm a subscription, in milliseconds, if the request may take longer. */
const CONFIRM_TIMEOUT_MS = 5_000;

/**
 * The tools of a server: a list for each kind of caller, because a server may offer more to callers that answer its
 * questions. A legacy server reports changes by itself. For a modern one, a subscription reports them; without one, a
 * list expires as the server states (`ttlMs`, SEP-2549).
 */
export class ToolLists {
  readonly #connection: Connection;
  readonly #lists = new Map<string, ToolList>();
  #subscribed: Promise<boolean> | undefined;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Returns the current tools for callers with these abilities. */
  current(abilities: Abilities): Promise<Tools> {
    return this.#list(abilities).current();
  }

  /** Returns the tools as listed last, which may have expired. */
  known(abilities: Abilities): Promise<Tools> {
    return this.#list(abilities).known();
  }

  /** Discards the lists: they have changed, or proved wrong. */
  discard(): void {
    this.#lists.clear();
  }

  #list(abilities: Abilities): ToolList {
    // The capabilities of a legacy connection are those of its handshake.
    const kind = this.#connection.era === 'legacy' ? '' : kindOf(abilities);
    let list = this.#lists.get(kind);
    if (list === undefined) {
      list = new ToolList(this.#connection, abilities, () => this.#isReported());
      this.#lists.set(kind, list);
    }
    return list;
  }

  #isReported(): Promise<boolean> {
    const { era, capabilities } = this.#connection;
    if (era === 'legacy') return Promise.resolve(true);
    if (capabilities.tools?.listChanged !== true) return Promise.resolve(false);
    this.#subscribed ??= this.#subscribe();
    return this.#subscribed;
  }

  async #subscribe(): Promise<boolean> {
    const listening = this.#connection.listen({ toolsListChanged: true });
    const limitMs = Math.min(CONFIRM_TIMEOUT_MS, this.#connection.spec.startTimeoutMs / 2);
    try {
      if (!(await within(limitMs, listening))) {
        // Some servers declare `listChanged` and never respond. No other listing waits for them.
        listening.then((stream) => stream.close()).catch(() => undefined);
        return false;
      }
      const { honoredFilter, closed } = await listening;
      void closed.then(() => {
        // Changes may have been missed.
        this.#subscribed = undefined;
        for (const list of this.#lists.values()) list.expire();
      });
      return honoredFilter.toolsListChanged === true;
    } catch {
      // The list then expires like that of a server without the capability.
      this.#subscribed = undefined;
      return false;
    }
  }
}
