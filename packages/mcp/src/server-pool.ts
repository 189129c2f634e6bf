import type { AbortSignalLike } from '@mcp-agent/core/provider';
import type { Answerer } from './answerer.ts';
import { ReconnectingConnection } from './reconnecting-connection.ts';
import type { ServerSpec } from './server-spec.ts';
import type { Connection } from './connection/connection.ts';

/** So many connections that answer, of each kind, are kept for the next call. */
const MAX_IDLE = 2;

/**
 * One server: a connection that all share, and such as are used by one call at a time. The latter offer the
 * server that it may ask back, and whoever it asks is never in doubt: the call that holds the connection.
 */
export class ServerPool {
  readonly spec: ServerSpec;
  readonly #shared: ReconnectingConnection;
  /** By what they offer the server. */
  readonly #idle = new Map<string, ReconnectingConnection[]>();
  readonly #open = new Set<ReconnectingConnection>();
  #closed = false;

  constructor(spec: ServerSpec) {
    this.spec = spec;
    this.#shared = new ReconnectingConnection(spec);
    this.#open.add(this.#shared);
  }

  /** Does something with the connection that all share. */
  use<T>(signal: AbortSignalLike, action: (connection: Connection) => Promise<T>): Promise<T> {
    return this.#shared.use(signal, action);
  }

  /** Does something with a connection that nobody else uses meanwhile, on which the server may ask back. */
  async useExclusive<T>(
    signal: AbortSignalLike,
    answerer: Answerer,
    action: (connection: Connection) => Promise<T>,
  ): Promise<T> {
    const sampling = answerer.sample !== undefined;
    const elicitation = answerer.elicit !== undefined;
    const kind = `${sampling}/${elicitation}`;
    const idle = this.#idle.get(kind) ?? [];
    this.#idle.set(kind, idle);
    const channel = idle.pop() ?? new ReconnectingConnection(this.spec, { sampling, elicitation });
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

  /** Ends the server, also when it is still starting. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#open].map((channel) => channel.close()));
  }
}
