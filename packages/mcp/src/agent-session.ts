import { SessionLostError } from '@mcp-agent/core/errors';
import type { AbortSignalLike } from '@mcp-agent/core/provider';
import type { Answerer } from './answerer.ts';
import { RequestFailure } from './request-failure.ts';
import type { ServerSpec } from './server-spec.ts';
import type { Abilities } from './abilities.ts';
import type { Connection } from './connection/connection.ts';
import { waitFor } from './wait.ts';

/**
 * An agent's own connection to a stateful server. A session is never reopened: the server's state would be lost
 * without notice.
 */
export class Session {
  readonly #spec: ServerSpec;
  readonly #connecting: Promise<Connection>;
  readonly #closing = new AbortController();
  readonly #onEnd: () => void;
  #idle: NodeJS.Timeout | undefined;
  #inUse = 0;

  /** @param onEnd called when the session has ended */
  constructor(spec: ServerSpec, abilities: Abilities, onEnd: () => void) {
    this.#spec = spec;
    this.#onEnd = onEnd;
    this.#connecting = this.#connect(abilities);
    this.#connecting.then(
      (connection) => {
        this.#rest();
        void connection.closed.then(onEnd);
      },
      () => onEnd(),
    );
  }

  /** Waits until the session is open. */
  async opened(signal: AbortSignalLike): Promise<void> {
    await waitFor(this.#connecting, signal);
  }

  /** @throws {@link SessionLostError} when the connection is gone */
  async use<T>(
    signal: AbortSignalLike,
    answerer: Answerer | undefined,
    action: (connection: Connection) => Promise<T>,
  ): Promise<T> {
    const connection = await waitFor(this.#connecting, signal);
    if (!connection.alive) throw sessionLost(this.#spec.name, 'the server stopped');
    clearTimeout(this.#idle);
    this.#inUse += 1;
    try {
      return answerer === undefined
        ? await action(connection)
        : await connection.answers.during(answerer, () => action(connection));
    } catch (error) {
      if (error instanceof RequestFailure && error.stale) throw sessionLost(this.#spec.name, error.message);
      throw error;
    } finally {
      this.#inUse -= 1;
      if (this.#inUse === 0) this.#rest();
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    this.#closing.abort(sessionLost(this.#spec.name, 'it was closed'));
    const connection = await this.#connecting.catch(() => undefined);
    await connection?.close();
    this.#onEnd();
  }

  async #connect(abilities: Abilities): Promise<Connection> {
    const { connect } = await import('./connection/connect.ts');
    return connect(this.#spec, this.#closing.signal, abilities);
  }

  /**
   * Closes the session after the idle timeout: the workflow that opened it may have been terminated without closing
   * it.
   */
  #rest(): void {
    this.#idle = setTimeout(() => void this.close(), this.#spec.sessionIdleMs);
    this.#idle.unref();
  }
}

/** @param why the reason, worded to follow "is lost:" */
export function sessionLost(server: string, why: string): SessionLostError {
  return new SessionLostError(
    `The agent's session with MCP server "${server}" is lost: ${why}.\n` +
      "The server's state for this agent is gone. To open a new session, create a new Agent.",
    { server },
  );
}
