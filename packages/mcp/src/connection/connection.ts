import type { JsonObject } from '@mcp-agent/core';
import { fromJson, toJson } from '@mcp-agent/core/engine';
import { isJsonObject, messageOf, type ServerDescription } from '@mcp-agent/core/host';
import {
  type CallToolResult,
  type Client,
  type InputRequiredResult,
  type McpSubscription,
  type PriorDiscovery,
  ProtocolError,
  type ProtocolEra,
  type ReadResourceResult,
  type RequestMethod,
  type ResultTypeMap,
  type ServerCapabilities,
  type SubscriptionFilter,
  type Tool,
} from '@modelcontextprotocol/client';
import type { ServerSpec } from '../server-spec.ts';
import { within } from '../wait.ts';
import type { Abilities } from '../abilities.ts';
import { Answers } from './answers.ts';
import type { Countdowns } from './countdowns.ts';
import type { Link } from './link.ts';
import { warnOfMissingCapability } from './missing-capability.ts';
import { requestMeta } from './request-meta.ts';
import { Requests, type RequestSettings } from './requests.ts';
import { METHOD_NOT_FOUND } from './rpc-codes.ts';
import type { ServerLog } from './server-log.ts';
import { Subscriptions } from './subscriptions.ts';
import { ANY_OBJECT, sentAs, type TaskMethod } from './task-messages.ts';
import { ToolLists } from './tool-lists.ts';

const PING_MS = 5_000;

/** A connection to a server, until either side closes it. */
export class Connection {
  readonly closed: Promise<void>;
  readonly spec: ServerSpec;
  readonly log: ServerLog;
  readonly subscriptions: Subscriptions = new Subscriptions(this);
  readonly answers: Answers;
  /** The server's tools, listed once for all callers with the same abilities. */
  readonly tools: ToolLists = new ToolLists(this);
  readonly #client: Client;
  readonly #link: Link;
  readonly #abilities: Abilities;
  #closing: Promise<void> | undefined;
  #open = true;
  readonly #requests: Requests;
  #pinging = false;

  constructor(
    spec: ServerSpec,
    client: Client,
    link: Link,
    {
      abilities,
      countdowns,
      log,
    }: { readonly abilities: Abilities; readonly countdowns: Countdowns; readonly log: ServerLog },
  ) {
    this.#requests = new Requests(spec, link, countdowns, {
      isAlive: () => this.alive,
      isOpen: () => this.#open,
      onFailure: (failure) => warnOfMissingCapability(log, failure),
      onRetired: () => void this.close(),
    });
    this.#abilities = abilities;
    this.spec = spec;
    this.log = log;
    const pause = (): (() => void) => countdowns.pause();
    this.answers = new Answers(client, abilities, { server: spec.name, log, pause });
    this.#client = client;
    this.#link = link;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.closed = promise;
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- the SDK's client has none
    client.onclose = () => {
      this.#open = false;
      resolve();
    };
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- likewise
    client.onerror = (error) => this.#onTransportError(error);
    client.setNotificationHandler('notifications/tools/list_changed', () => {
      this.tools.discard();
    });
    client.setNotificationHandler('notifications/message', (line) => this.log.add(line));
    client.setNotificationHandler('notifications/resources/updated', ({ params }) =>
      this.subscriptions.updated(params.uri),
    );
  }

  /** Whether the connection is usable; `false` once the server is known to be gone. */
  get alive(): boolean {
    const ending = this.#requests.retired || this.#closing !== undefined || this.#link.ending() !== undefined;
    return this.#open && !ending;
  }

  /** The server's capabilities from the handshake. */
  get capabilities(): ServerCapabilities {
    return this.#client.getServerCapabilities() ?? {};
  }

  /** The protocol's generation: `legacy` up to 2025-11-25, `modern` since 2026-07-28. */
  get era(): ProtocolEra {
    return this.#client.getProtocolEra() ?? 'legacy';
  }

  /** What another connection to this server need not find out again. */
  get discovery(): PriorDiscovery {
    const discover = this.#client.getDiscoverResult();
    return discover === undefined ? { kind: 'legacy' } : { kind: 'modern', discover };
  }

  get description(): ServerDescription {
    const { name = '', version = '' } = this.#client.getServerVersion() ?? {};
    const instructions = this.#client.getInstructions();
    return {
      name,
      version,
      ...(instructions !== undefined && { instructions }),
      capabilities: fromJson(toJson(this.capabilities, 'capabilities')),
    };
  }

  /** Sets the server's log level. Need not be awaited. */
  setLogLevel(): void {
    // A modern server receives the level with each request.
    if (this.capabilities.logging === undefined || this.era === 'modern') return;
    this.request('logging/setLevel', { level: this.spec.logLevel }).catch((error: unknown) =>
      this.log.write('warn', `The log level could not be set: ${messageOf(error)}`),
    );
  }

  /** Closes the connection, and stops the server if it is a program. */
  close(): Promise<void> {
    this.#closing ??= this.#link.close();
    return this.#closing;
  }

  /**
   * Sends a request.
   *
   * @throws {@link RequestFailure} when there is no result
   * @throws the signal's reason when it is aborted; the request is then cancelled on the server
   */
  request<M extends RequestMethod>(
    method: M,
    params: JsonObject,
    settings: RequestSettings = {},
  ): Promise<ResultTypeMap[M]> {
    return this.#requests.run(method, settings, (options) =>
      this.#client.request({ method, params: this.#withMeta(params, settings) }, options),
    );
  }

  /**
   * Calls a tool.
   *
   * @param tool its definition, which names the arguments to repeat in HTTP headers (SEP-2243)
   * @returns the result, or the server's questions, which a modern server returns in its place
   * @throws as {@link Connection.request}
   */
  callTool(
    params: JsonObject & { readonly name: string },
    tool: Tool | undefined,
    settings: RequestSettings,
  ): Promise<CallToolResult | InputRequiredResult> {
    return this.#requests.run('tools/call', settings, (options) =>
      this.#client.callTool(this.#withMeta(params, settings), {
        ...options,
        allowInputRequired: true,
        // Without the output schema: the SDK would check the result on this thread.
        ...(tool !== undefined && {
          toolDefinition: { name: tool.name, inputSchema: tool.inputSchema },
        }),
      }),
    );
  }

  /** Sends a request of a task. */
  taskRequest(method: TaskMethod, params: JsonObject, settings: RequestSettings): Promise<JsonObject> {
    return this.#requests.run(method, settings, (options) =>
      this.#client.request(
        { method: sentAs(method), params: this.#withMeta(params, settings) },
        ANY_OBJECT,
        options,
      ),
    );
  }

  /** Reads a resource, again only when it has expired (`ttlMs`), the server reports a change, or `anew` is set. */
  readResource(uri: string, settings: RequestSettings, anew = false): Promise<ReadResourceResult> {
    const cacheMode = anew ? 'refresh' : 'use';
    return this.#requests.run('resources/read', settings, (options) =>
      this.#client.readResource(this.#withMeta({ uri }, settings), { ...options, cacheMode }),
    );
  }

  /** Opens a stream of a modern server's notifications (`subscriptions/listen`). */
  listen(filter: SubscriptionFilter): Promise<McpSubscription> {
    // Without a signal: the SDK would end the subscription by it.
    return this.#requests.run('subscriptions/listen', {}, () =>
      this.#client.listen(filter, { timeout: this.spec.startTimeoutMs }),
    );
  }

  #withMeta<T extends JsonObject>(params: T, { abilities }: RequestSettings): T {
    const meta = requestMeta(this.spec, this.era, this.capabilities, abilities ?? this.#abilities);
    if (meta === undefined) return params;
    return { ...params, _meta: { ...meta, ...(isJsonObject(params['_meta']) && params['_meta']) } };
  }

  /**
   * Handles transport errors that no request receives. A broken SSE stream ends the session. After a stream that
   * could not be resumed, requests waiting on it would never settle.
   */
  #onTransportError(error: Error): void {
    if (!this.#open || this.#closing !== undefined) return;
    if (this.spec.target.kind === 'sse' && error.message.startsWith('SSE error:')) void this.close();
    else if (error.message.startsWith('Maximum reconnection attempts')) void this.#endUnlessThere();
  }

  async #endUnlessThere(): Promise<void> {
    if (this.#pinging) return;
    this.#pinging = true;
    const answered = this.#client.request({ method: 'ping' }, { timeout: PING_MS }).then(
      () => true,
      // A server without ping support still proves that it is alive.
      (error: unknown) => error instanceof ProtocolError && error.code === METHOD_NOT_FOUND,
    );
    if (!((await within(PING_MS, answered)) && (await answered))) void this.close();
    this.#pinging = false;
  }
}
