import { type ListToolsOptions, toolSource, type ToolSource } from '@mcp-agent/core/host';
import type { CallOptions, ResourceDefinition, Settings } from '@mcp-agent/core';
import { InvalidArgumentError } from '@mcp-agent/core/errors';
import type { AbortSignalLike, ToolDescription } from '@mcp-agent/core/provider';
import { type OAuthHost, resolveOAuth } from './auth/resolve.ts';
import type { Caller, CallToolOptions } from './caller.ts';
import { cleanProgress, withServerLog } from './caller-log.ts';
import { cleanText } from './clean-text.ts';
import {
  executorClosed,
  MAX_MESSAGE_LENGTH,
  needsAgent,
  requestError,
  unknownOutcome,
  unknownServer,
} from './errors.ts';
import { failedCall } from './failed-call.ts';
import { RequestFailure } from './request-failure.ts';
import { ServerPool } from './server-pool.ts';
import { Session, sessionLost } from './agent-session.ts';
import type { Abilities } from './abilities.ts';
import { resolveServer } from './server-spec.ts';
import type { Connection } from './connection/connection.ts';
import { checkPin } from './tool-definition.ts';
import { waitFor } from './wait.ts';
import type { CallToolOutcome, ToolInvocation, ToolResult } from './tool-invocation.ts';

/**
 * The connections to the MCP servers in the settings. Each server has one shared connection, opened on first use and
 * reopened on the next use after the server died. A request is sent once: activities are retried, as `calls.tool` of the
 * settings says. The error of a server that cannot be reached has `unavailable: true`.
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
   * Lists a server's current tools, limited to the allowed ones.
   *
   * A server that is starting continues when the wait is aborted, because other callers may wait for it.
   *
   * @throws {@link UnknownServerError} when the settings have no such server
   * @throws {@link ServerStartError} when the server cannot be started or reached
   * @throws {@link ServerRequestError} when the server does not return the list
   */
  async listTools(
    name: string,
    { signal, log, abilities }: ListToolsOptions,
  ): Promise<readonly ToolDescription[]> {
    // All callers with the same abilities see the same tools, even of a server with sessions.
    const listed = await this.#asked(name, 'tools/list', () =>
      this.#server(name).useForLists(signal, abilities, (connection) =>
        withServerLog(connection, { ...(log !== undefined && { log }) }, () =>
          waitFor(connection.tools.current({ ...abilities, tasks: true }), signal),
        ),
      ),
    );
    const { allowedTools, pinnedTools } = this.#server(name).spec;
    return [...listed.values()]
      .filter(({ description }) => allowedTools?.has(description.name) !== false)
      .map(({ description }) => checkPin(description, pinnedTools.get(description.name)));
  }

  /** Returns the instructions of a server for models. Throws like {@link listTools}. */
  async instructions(name: string, signal: AbortSignalLike): Promise<string | undefined> {
    return this.#asked(name, 'initialize', () =>
      this.#server(name).use(signal, async ({ description }) => description.instructions),
    );
  }

  /**
   * Sends an idempotent request.
   *
   * @param method the request's method, for errors
   * @throws {@link UnknownServerError}, {@link ServerStartError}, {@link ServerRequestError}, {@link SessionLostError}
   * @throws the signal's reason when it is aborted
   */
  async ask<T>(
    name: string,
    method: string,
    caller: Caller,
    action: (connection: Connection) => Promise<T>,
  ): Promise<T> {
    return this.#asked(name, method, () =>
      this.#use(name, caller, (connection) => withServerLog(connection, caller, action)),
    );
  }

  /** Returns the timeout of a tool call in the settings of a server, if they have one. */
  timeoutOf(name: string): CallOptions {
    const { isReadTimeoutSet, readTimeoutMs } = this.#server(name).spec;
    return isReadTimeoutSet ? { startToCloseTimeout: readTimeoutMs } : {};
  }

  /** Whether a server keeps a session per agent, so that a request must name one. */
  needsSession(name: string): boolean {
    return this.#server(name).spec.perAgent;
  }

  /**
   * Opens an agent's own session.
   *
   * @param id the session ID; an open session stays as it is
   * @throws {@link ServerStartError}
   */
  async openSession(
    name: string,
    id: string,
    abilities: Abilities,
    caller: Omit<Caller, 'session'>,
  ): Promise<void> {
    const { spec } = this.#server(name);
    let session = this.#sessions.get(id);
    if (session === undefined) {
      session = new Session(spec, abilities, () => this.#sessions.delete(id));
      this.#sessions.set(id, session);
    }
    await session.opened(caller.signal);
  }

  /** Closes an agent's own session, if open. */
  async closeSession(id: string): Promise<void> {
    await this.#sessions.get(id)?.close();
  }

  /**
   * Calls a tool.
   *
   * @throws {@link UnknownServerError} when the settings have no such server
   * @throws {@link ServerStartError} when the server cannot be started or reached
   * @throws {@link ServerRequestError} when the server rejected the call, or the call of an idempotent tool was lost
   * @throws {@link ToolOutcomeUnknownError} when the call of a tool that is not idempotent was lost
   * @throws the signal's reason when it is aborted; the request is then cancelled on the server
   */
  async callTool(name: string, call: ToolInvocation, options: CallToolOptions): Promise<ToolResult> {
    const outcome = await this.startCall(name, call, options);
    if ('content' in outcome) return outcome;
    throw needsAgent(name, call.tool);
  }

  /** Like {@link callTool}, but also returns questions and tasks, if the caller is able to handle them. */
  async startCall(name: string, call: ToolInvocation, options: CallToolOptions): Promise<CallToolOutcome> {
    const { signal, repeatable, onSent, abilities = {}, timeoutMs } = options;
    const server = this.#server(name);
    if (server.spec.allowedTools?.has(call.tool) === false) {
      const text =
        `Tool "${call.tool}" of MCP server "${name}" was not called: mcp.servers.${name}.allowedTools does not ` +
        'list it. Use another tool.';
      return { content: [{ type: 'text', text }], isError: true };
    }
    const onProgress = cleanProgress(server.spec, options.onProgress);
    const { callTool } = await import('./connection/call-tool.ts');
    try {
      const observer = { signal, onSent, onProgress, abilities, timeoutMs };
      return await this.#use(name, options, (connection) =>
        withServerLog(connection, options, () => callTool(connection, call, observer)),
      );
    } catch (error) {
      if (!(error instanceof RequestFailure)) throw error;
      const failed = failedCall(server.spec, call.tool, error);
      if (failed !== undefined) return failed;
      if (error.delivery === 'unknown' && !repeatable) {
        throw unknownOutcome(name, call.tool, cleanText(error.message, server.spec, MAX_MESSAGE_LENGTH));
      }
      throw requestError(server.spec, 'tools/call', error, repeatable);
    }
  }

  /** Closes all connections and stops the servers that were started as programs, including those still starting. */
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

  /** Runs an action on the connection for this caller. */
  async #use<T>(
    name: string,
    { signal, session, answerer }: Caller,
    action: (connection: Connection) => Promise<T>,
  ): Promise<T> {
    const server = this.#server(name);
    if (session === undefined && server.spec.perAgent) {
      throw new InvalidArgumentError(
        `session is missing: MCP server "${name}" keeps one per agent. Pass the ID of an open session.`,
        { argument: 'session' },
      );
    }
    if (session !== undefined) {
      const open = this.#sessions.get(session);
      if (open === undefined) throw sessionLost(name, 'it is not open in this process');
      return open.use(signal, answerer, action);
    }
    return answerer === undefined
      ? server.use(signal, action)
      : server.useExclusive(signal, answerer, action);
  }

  #server(name: string): ServerPool {
    if (this.#closed) throw executorClosed(name);
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

/** A host's connections to MCP servers. Also its `toolSource`, for activities that only list tools. */
export const mcpConnections: ResourceDefinition<McpConnections> = {
  name: toolSource.name,
  open: (settings) => new McpConnections(settings),
  close: (connections) => connections.close(),
};
