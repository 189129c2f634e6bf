import { setTimeout as delay } from 'node:timers/promises';
import { ServerStartError } from '@mcp-agent/core/errors';
import type { AbortSignalLike } from '@mcp-agent/core/provider';
import { executorClosed } from './errors.ts';
import { RequestFailure } from './request-failure.ts';
import type { ServerSpec } from './server-spec.ts';
import type { Abilities } from './abilities.ts';
import type { Connection } from './connection/connection.ts';
import { waitFor } from './wait.ts';

const FIRST_WAIT_MS = 500;
const MAX_WAIT_MS = 5_000;
/** Uptime after which a server no longer counts as failing at start. */
const STABLE_AFTER_MS = 10_000;

/**
 * Owns the connection to a server. Concurrent callers await the same start. After the connection is lost, the next
 * caller restarts the server: at once after the first loss, then with increasing delays.
 */
export class ReconnectingConnection {
  readonly spec: ServerSpec;
  readonly #abilities: Abilities;
  readonly #closing = new AbortController();
  #current: Promise<Connection> | undefined;
  #connection: Connection | undefined;
  /** Connections not yet closed, including retired ones. */
  readonly #open = new Set<Connection>();
  #deaths = 0;
  #notBefore = 0;

  constructor(spec: ServerSpec, abilities: Abilities = {}) {
    this.spec = spec;
    this.#abilities = abilities;
  }

  /**
   * Runs an action on the connection. Runs it again on a new connection if this one proves stale before the action
   * starts.
   */
  async use<T>(signal: AbortSignalLike, action: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = await waitFor(this.#connected(), signal);
    try {
      return await action(connection);
    } catch (error) {
      if (!(error instanceof RequestFailure && error.stale)) throw error;
    }
    try {
      return await action(await waitFor(this.#connected(), signal));
    } catch (error) {
      // A new session that the server does not know either: it does not mean the session.
      if (error instanceof RequestFailure && error.stale && error.status !== undefined) throw asFinal(error);
      throw error;
    }
  }

  /** Stops the server, even while it is starting. */
  async close(): Promise<void> {
    this.#closing.abort(executorClosed(this.spec.name));
    await this.#current?.catch(() => undefined);
    await Promise.all([...this.#open].map((connection) => connection.close()));
  }

  #connected(): Promise<Connection> {
    if (this.#connection?.alive === false) this.#forget(this.#connection);
    this.#current ??= this.#start();
    return this.#current;
  }

  #start(): Promise<Connection> {
    const starting = this.#connect();
    starting.then(
      (connection) => {
        const since = performance.now();
        this.#connection = connection;
        this.#open.add(connection);
        void connection.closed.then(() => this.#died(connection, performance.now() - since));
      },
      (error: unknown) => {
        this.#current = undefined;
        // A permanent error starts no process, so it needs no delay.
        if (ServerStartError.isInstance(error) && error.nonRetryable !== true) this.#delayNext(0);
      },
    );
    return starting;
  }

  async #connect(): Promise<Connection> {
    const { signal } = this.#closing;
    signal.throwIfAborted();
    const wait = this.#notBefore - performance.now();
    if (wait > 0) await delay(wait, undefined, { signal }).catch(() => signal.throwIfAborted());
    // The SDK takes 0.1 seconds to load, so it is loaded on first use.
    const { connect } = await import('./connection/connect.ts');
    signal.throwIfAborted();
    return connect(this.spec, signal, this.#abilities);
  }

  #died(connection: Connection, livedMs: number): void {
    this.#open.delete(connection);
    this.#forget(connection);
    this.#delayNext(livedMs);
  }

  #forget(connection: Connection): void {
    if (this.#connection !== connection) return;
    this.#connection = undefined;
    this.#current = undefined;
  }

  #delayNext(livedMs: number): void {
    this.#deaths = livedMs >= STABLE_AFTER_MS ? 1 : this.#deaths + 1;
    if (this.#deaths < 2) return;
    this.#notBefore = performance.now() + Math.min(FIRST_WAIT_MS * 2 ** (this.#deaths - 2), MAX_WAIT_MS);
  }
}

function asFinal({ message, delivery, status }: RequestFailure): RequestFailure {
  return new RequestFailure(message, { delivery, status, final: true });
}
