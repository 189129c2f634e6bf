import { toolSource } from '@mcp-agent/core/host';
import type { ResourceDefinition, Settings } from '@mcp-agent/core';
import { ExecutorClosedError } from '@mcp-agent/core/errors';
import type { ToolSource } from '@mcp-agent/core/host';
import type { AbortSignalLike, ToolDescription } from '@mcp-agent/core/provider';
import type { Progress } from '@modelcontextprotocol/sdk/types.js';
import type { Answerer } from './answerer.ts';
import { type OAuthHost, resolveOAuth } from './auth/resolve.ts';
import { requestError, sessionNeeded, unknownOutcome, unknownServer } from './errors.ts';
import { RequestFailure } from './request-failure.ts';
import { ServerPool } from './server-pool.ts';
import { Session, sessionLost } from './agent-session.ts';
import type { Abilities } from './connection/answers.ts';
import { resolveServer } from './server-spec.ts';
import type { Connection } from './connection/connection.ts';
import type { WriteLog } from './connection/server-log.ts';
import { waitFor } from './wait.ts';
import type { ToolInvocation, ToolResult } from './tool-invocation.ts';

/** Who makes a request. */
export interface Caller {
  readonly signal: AbortSignalLike;
  /** Gets what the server logs meanwhile. */
  readonly log?: WriteLog;
  /** The agent's own session, for a server with `session: per_agent`. */
  readonly session?: string;
}

/** How a tool is called. */
export interface CallToolOptions extends Caller {
  /** True: calling the tool again does no more than calling it once. */
  readonly repeatable: boolean;
  /**
   * Told true before the request leaves, and waited for; told false when it failed and is known not to have reached
   * the server, or to have been answered.
   */
  readonly onSent?: (sent: boolean) => Promise<void>;
  /** Told how far the tool has come, where it says so. */
  readonly onProgress?: (progress: Progress) => void;
  /** Answers what the server asks during the call, which then has a connection of its own. */
  readonly answerer?: Answerer;
}

/**
 * The connections to the MCP servers in the settings: one for each server, made on first use, shared by all,
 * made again on the next use after the server died.
 */
export class McpConnections implements ToolSource {
  readonly #settings: Settings;
  readonly #servers = new Map<string, ServerPool>();
  readonly #sessions = new Map<string, Session>();
  readonly #oauth: OAuthHost;
  #closed = false;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#oauth = resolveOAuth(settings.oauth);
  }

  /**
   * The tools of a server, as it lists them now, and of these the allowed ones.
   *
   * @param signal aborts the wait; the start of a server goes on, because others may wait for it
   * @throws {@link UnknownServerError} when the settings have no such server
   * @throws {@link ServerStartError} when it cannot be started or reached
   * @throws {@link ServerRequestError} when it does not give the list
   */
  async listTools(name: string, signal: AbortSignalLike): Promise<readonly ToolDescription[]> {
    // What tools there are is the same for all: it is asked where all may ask, also of a server with sessions.
    const listed = await this.#asked(name, 'tools/list', () =>
      this.#server(name).use(signal, (connection) => waitFor(connection.tools(), signal)),
    );
    const tools = [...listed.values()].map(({ description }) => description);
    const { allowedTools } = this.#server(name).spec;
    return allowedTools === undefined ? tools : tools.filter((tool) => allowedTools.has(tool.name));
  }

  /**
   * Asks a server something that may be asked again.
   *
   * @param method what is asked, for the error
   * @throws {@link UnknownServerError}, {@link ServerStartError}, {@link ServerRequestError},
   * {@link SessionNeededError}, {@link SessionLostError}
   * @throws the signal's reason when it is aborted
   */
  async ask<T>(
    name: string,
    method: string,
    caller: Caller,
    action: (connection: Connection) => Promise<T>,
  ): Promise<T> {
    return this.#asked(name, method, () =>
      this.#use(name, caller, undefined, (connection) => withServerLog(connection, caller, action)),
    );
  }

  /**
   * Opens an agent's own session.
   *
   * @param id names it; one that is open stays as it is
   * @throws {@link ServerStartError}
   */
  async openSession(name: string, id: string, abilities: Abilities, signal: AbortSignalLike): Promise<void> {
    const { spec } = this.#server(name);
    let session = this.#sessions.get(id);
    if (session === undefined) {
      session = new Session(spec, abilities, () => this.#sessions.delete(id));
      this.#sessions.set(id, session);
    }
    await session.opened(signal);
  }

  /** Closes an agent's own session, if it is there. */
  async closeSession(id: string): Promise<void> {
    await this.#sessions.get(id)?.close();
  }

  /**
   * Calls a tool.
   *
   * @throws {@link UnknownServerError} when the settings have no such server
   * @throws {@link ServerStartError} when it cannot be started or reached
   * @throws {@link ServerRequestError} when it refused the call, or the call of a repeatable tool was lost
   * @throws {@link ToolOutcomeUnknownError} when the call of a tool that is not repeatable was lost
   * @throws the signal's reason when it is aborted; the server is told
   */
  async callTool(name: string, call: ToolInvocation, options: CallToolOptions): Promise<ToolResult> {
    const { signal, repeatable, onSent, onProgress, answerer } = options;
    const server = this.#server(name);
    if (server.spec.allowedTools?.has(call.tool) === false) {
      const text = `The settings do not allow the tool "${call.tool}" of MCP server "${name}".`;
      return { content: [{ type: 'text', text }], isError: true };
    }
    const { callTool } = await import('./connection/call-tool.ts');
    try {
      const onConnection = (connection: Connection): Promise<ToolResult> =>
        withServerLog(connection, options, () => callTool(connection, call, { signal, onSent, onProgress }));
      return await this.#use(name, options, answerer, onConnection);
    } catch (error) {
      if (!(error instanceof RequestFailure)) throw error;
      if (error.delivery === 'unknown' && !repeatable) {
        throw unknownOutcome(name, call.tool, server.spec.redact(error.message));
      }
      throw requestError(server.spec, 'tools/call', error, repeatable);
    }
  }

  /** Ends all connections, and the servers that are programs of ours, also those that are still starting. */
  async close(): Promise<void> {
    this.#closed = true;
    const open = [...this.#sessions.values(), ...this.#servers.values()];
    await Promise.all(open.map((one) => one.close()));
  }

  async #asked<T>(name: string, method: string, action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      if (error instanceof RequestFailure) throw requestError(this.#server(name).spec, method, error, true);
      throw error;
    }
  }

  /** Does something with the connection that is right for the caller. */
  async #use<T>(
    name: string,
    { signal, session }: Caller,
    answerer: Answerer | undefined,
    action: (connection: Connection) => Promise<T>,
  ): Promise<T> {
    const server = this.#server(name);
    if (session !== undefined) {
      const open = this.#sessions.get(session);
      if (open === undefined) throw sessionLost(name, 'this process does not have it (any more)');
      return open.use(signal, answerer, action);
    }
    if (server.spec.perAgent) throw sessionNeeded(name);
    return answerer === undefined
      ? server.use(signal, action)
      : server.useExclusive(signal, answerer, action);
  }

  #server(name: string): ServerPool {
    if (this.#closed) {
      throw new ExecutorClosedError(
        `MCP server "${name}" is not used: the executor is closed. Make a new one.`,
      );
    }
    let server = this.#servers.get(name);
    if (server === undefined) {
      const servers = this.#settings.mcp?.servers ?? {};
      const settings = Object.hasOwn(servers, name) ? servers[name] : undefined;
      if (settings === undefined) throw unknownServer(name, Object.keys(servers));
      server = new ServerPool(
        resolveServer(name, settings, { logger: this.#settings.logger, oauth: this.#oauth }),
      );
      this.#servers.set(name, server);
    }
    return server;
  }
}

/** Does something with a connection while the caller gets the server's log. */
async function withServerLog<T>(
  connection: Connection,
  { log }: Caller,
  action: (connection: Connection) => Promise<T>,
): Promise<T> {
  const detach = log === undefined ? undefined : connection.log.attach(log);
  try {
    return await action(connection);
  } finally {
    detach?.();
  }
}

/** A host's connections to MCP servers. Activities that only list tools know them as its `toolSource`. */
export const mcpConnections: ResourceDefinition<McpConnections> = {
  name: toolSource.name,
  open: (settings) => new McpConnections(settings),
  close: (connections) => connections.close(),
};
