import type { JsonObject } from '@mcp-agent/core';
import { fromJson, toJson } from '@mcp-agent/core/engine';
import { AuthorizationError } from '@mcp-agent/core/errors';
import { messageOf, type ServerDescription } from '@mcp-agent/core/host';
import type { AbortSignalLike } from '@mcp-agent/core/provider';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { AnySchema, SchemaOutput } from '@modelcontextprotocol/sdk/server/zod-compat.js';
import {
  EmptyResultSchema,
  LoggingMessageNotificationSchema,
  type Progress,
  ResourceUpdatedNotificationSchema,
  type ServerCapabilities,
  ToolListChangedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { RequestFailure } from '../request-failure.ts';
import type { ServerSpec } from '../server-spec.ts';
import { cancellation, MAX_TIMER_MS, within } from '../wait.ts';
import { type Abilities, Answers } from './answers.ts';
import type { Countdowns } from './countdowns.ts';
import { failureOf, type Interruption } from './failure.ts';
import type { Link } from './link.ts';
import { METHOD_NOT_FOUND } from './rpc-codes.ts';
import { ServerLog } from './server-log.ts';
import { Subscriptions } from './subscriptions.ts';
import { type ListedTool, listTools } from './tools.ts';

const PING_MS = 5_000;

/** Options for a request. */
export interface RequestSettings {
  readonly signal?: AbortSignalLike;
  /** Timeout in milliseconds. Default: the start timeout. */
  readonly timeoutMs?: number;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** A connection to a server, until either side closes it. */
export class Connection {
  readonly closed: Promise<void>;
  readonly spec: ServerSpec;
  readonly log: ServerLog;
  readonly subscriptions: Subscriptions = new Subscriptions(this);
  readonly answers: Answers;
  readonly #client: Client;
  readonly #link: Link;
  #tools: Promise<ReadonlyMap<string, ListedTool>> | undefined;
  #closing: Promise<void> | undefined;
  #open = true;
  /** If true, no new request starts, and the last pending one closes the connection. */
  #retired = false;
  #pending = 0;
  readonly #countdowns: Countdowns;
  #pinging = false;

  constructor(
    spec: ServerSpec,
    client: Client,
    link: Link,
    { abilities, countdowns }: { readonly abilities: Abilities; readonly countdowns: Countdowns },
  ) {
    this.#countdowns = countdowns;
    this.spec = spec;
    this.log = new ServerLog(spec.name, spec.redact);
    this.answers = new Answers(client, abilities, {
      server: spec.name,
      log: this.log,
      pause: () => countdowns.pause(),
    });
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
    client.setNotificationHandler(ToolListChangedNotificationSchema, () => {
      this.#tools = undefined;
    });
    client.setNotificationHandler(LoggingMessageNotificationSchema, (line) => this.log.add(line));
    client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) =>
      this.subscriptions.updated(params.uri),
    );
  }

  /** Whether the connection is usable; `false` once the server is known to be gone. */
  get alive(): boolean {
    const ending = this.#retired || this.#closing !== undefined || this.#link.ending() !== undefined;
    return this.#open && !ending;
  }

  /** The server's capabilities from the handshake. */
  get capabilities(): ServerCapabilities {
    return this.#client.getServerCapabilities() ?? {};
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

  /** Returns the server's tools, listed once for all callers and again after the server reports a change. */
  tools(): Promise<ReadonlyMap<string, ListedTool>> {
    if (this.#tools !== undefined) return this.#tools;
    const listing = listTools(this);
    this.#tools = listing;
    listing.catch(() => {
      if (this.#tools === listing) this.#tools = undefined;
    });
    return listing;
  }

  /** Sets the server's log level. Need not be awaited. */
  setLogLevel(): void {
    if (this.capabilities.logging === undefined) return;
    this.request('logging/setLevel', { level: this.spec.logLevel }, EmptyResultSchema).catch(
      (error: unknown) => this.log.write('warn', `The log level could not be set: ${messageOf(error)}`),
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
  async request<T extends AnySchema>(
    method: string,
    params: JsonObject,
    schema: T,
    { signal, timeoutMs = this.spec.startTimeoutMs, onProgress }: RequestSettings = {},
  ): Promise<SchemaOutput<T>> {
    if (signal?.aborted === true) throw cancellation(signal);
    if (!this.alive) {
      throw new RequestFailure('the connection closed before the request was sent', {
        delivery: 'not sent',
        stale: true,
      });
    }
    // Use a separate signal for each request: the SDK never removes its listener, and a late abort would cancel a
    // request that was already answered.
    const request = new AbortController();
    let interruption: Interruption | undefined;
    const interrupt = (why: Interruption, message: string): void => {
      interruption ??= why;
      request.abort(message);
    };
    const stopCountdown = this.#countdowns.start(timeoutMs, () => interrupt('late', 'The client timed out.'));
    const cancel = (): void => interrupt('cancelled', 'Cancelled by the caller.');
    signal?.addEventListener('abort', cancel, { once: true });
    this.#pending += 1;
    try {
      return await this.#client.request({ method, params }, schema, {
        signal: request.signal,
        // Disables the SDK's limit of 60 seconds in favor of ours.
        timeout: MAX_TIMER_MS,
        ...(onProgress !== undefined && { onprogress: onProgress }),
      });
    } catch (error) {
      if (interruption === 'cancelled' && signal !== undefined) throw cancellation(signal);
      if (AuthorizationError.isInstance(error)) throw error;
      const failure = failureOf(error, {
        method,
        timeoutMs,
        late: interruption === 'late',
        lost: !this.#open,
        ending: this.#link.ending(),
        stderr: this.#link.stderr(),
      });
      this.#retired ||= failure.stale;
      throw failure;
    } finally {
      stopCountdown();
      signal?.removeEventListener('abort', cancel);
      this.#pending -= 1;
      if (this.#retired && this.#pending === 0) void this.close();
    }
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
    const answered = this.#client.ping({ timeout: PING_MS }).then(
      () => true,
      // A server without ping support still proves that it is alive.
      (error: unknown) => error instanceof Error && 'code' in error && error.code === METHOD_NOT_FOUND,
    );
    if (!((await within(PING_MS, answered)) && (await answered))) void this.close();
    this.#pinging = false;
  }
}
