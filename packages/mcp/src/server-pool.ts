import type { AbortSignalLike } from '@mcp-agent/core/provider';
import type { Answerer } from './answerer.ts';
import { ReconnectingConnection } from './reconnecting-connection.ts';
import type { ServerSpec } from './server-spec.ts';
import { type Abilities, kindOf } from './abilities.ts';
import type { Connection } from './connection/connection.ts';

/** Maximum number of idle exclusive connections, of each kind, to keep for the next call. */
const MAX_IDLE = 2;

/**
 * The connections to one server: a shared one, and exclusive ones that each serve one call at a time. Only exclusive
 * connections let the server send requests, so each request belongs to the call that holds the connection.
 */
export class ServerPool {
  readonly spec: ServerSpec;
  readonly #shared: ReconnectingConnection;
  /** Idle connections, by the capabilities that they offer the server. */
  readonly #idle = new Map<string, ReconnectingConnection[]>();
  /** Connections for lists, by the same. */
  readonly #lists = new Map<string, ReconnectingConnection>();
  readonly #open = new Set<ReconnectingConnection>();
  #closed = false;

  constructor(spec: ServerSpec) {
    this.spec = spec;
    this.#shared = new ReconnectingConnection(spec);
    this.#open.add(this.#shared);
  }

  /** Runs an action on the shared connection. */
  use<T>(signal: AbortSignalLike, action: (connection: Connection) => Promise<T>): Promise<T> {
    return this.#shared.use(signal, action);
  }

  /**
   * Runs an action on an exclusive connection, on which the server may send requests. A modern server returns its
   * questions instead: its connection is shared.
   */
  async useExclusive<T>(
    signal: AbortSignalLike,
    answerer: Answerer,
    action: (connection: Connection) => Promise<T>,
  ): Promise<T> {
    if (await this.#isModern()) return this.use(signal, action);
    const abilities = { sampling: answerer.sample !== undefined, elicitation: answerer.elicit !== undefined };
    const kind = kindOf(abilities);
    const idle = this.#idle.get(kind) ?? [];
    this.#idle.set(kind, idle);
    const channel = idle.pop() ?? new ReconnectingConnection(this.spec, abilities);
    this.#open.add(channel);
    try {
      return await channel.use(signal, (connection) =>
        connection.answers.during(answerer, () => action(connection)),
      );
    } finally {
      if (idle.length < MAX_IDLE && !this.#closed) {
        idle.push(channel);
      } else {
        this.#open.delete(channel);
        void channel.close();
      }
    }
  }

  /**
   * Runs an action that lists something, for callers with these abilities. A legacy server learns them when a connection
   * opens, and may list more for them: the lists of each kind have a connection of their own, on which nothing is called.
   */
  async useForLists<T>(
    signal: AbortSignalLike,
    abilities: Abilities | undefined,
    action: (connection: Connection) => Promise<T>,
  ): Promise<T> {
    if (abilities === undefined || (await this.#isModern())) return this.use(signal, action);
    const kind = kindOf(abilities);
    let lists = this.#lists.get(kind);
    if (lists === undefined) {
      lists = new ReconnectingConnection(this.spec, abilities);
      this.#lists.set(kind, lists);
      this.#open.add(lists);
    }
    return lists.use(signal, action);
  }

  /** Stops the server, even while it is starting. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#open].map((channel) => channel.close()));
  }

  async #isModern(): Promise<boolean> {
    // The SDK takes 0.1 seconds to load, so it is loaded on first use.
    const { isModernServer } = await import('./connection/generation.ts');
    return isModernServer(this.spec);
  }
}
