import type { JsonValue } from '@mcp-agent/core';
import type { Context } from '@temporalio/activity';
import { ActivityNotFoundError } from '@temporalio/client';
import { fromWorkerRequest } from '../caller.ts';
import { encodeHeartbeat } from './encode-heartbeat.ts';
import type { AttemptListener, HeartbeatThread } from './heartbeat-thread.ts';
import { CANCELLED, NOT_FOUND, type Reply } from './protocol.ts';

/** Longest interval between heartbeats: a cancellation arrives in the response to one. */
const MAX_INTERVAL_MS = 2_000;

/** Throttle interval of the SDK's heartbeats. The SDK's default of one minute would delay cancellations by as much. */
export const HEARTBEAT_THROTTLE_MS = 100;

/**
 * The SDK gives up an attempt 5 seconds after its heartbeat timeout, without a heartbeat of its own. It gets one this long
 * after the timeout.
 */
const SDK_PAUSE_MS = 1_000;
/** From this long after the timeout without one, it may have given up: it started to wait before this class. */
const SDK_GIVEN_UP_MS = 2_000;

/** How long an SDK heartbeat may be in flight. */
const IN_FLIGHT_MS = 5_000;

/** A request whose reply is awaited. */
interface Pending {
  readonly request: Uint8Array;
  resolve(reply: Reply): void;
}

/**
 * The heartbeats of an attempt, sent automatically so that a dead worker is detected and a cancellation arrives.
 *
 * A thread of its own sends them, one at a time: the SDK's heartbeats wait for the main thread, are not acknowledged
 * and may overtake each other. The SDK still sends a few, because it gives up an attempt without any, and one whenever
 * the server has a notice for the attempt.
 */
export class Heartbeat implements AttemptListener {
  readonly #context: Context;
  readonly #thread: HeartbeatThread;
  readonly #id: number;
  readonly #intervalMs: number;
  readonly #sdkTimer: NodeJS.Timeout | undefined;
  readonly #pending = new Map<number, Pending>();
  #details: unknown;
  #request: Uint8Array;
  /** The latest details on their way to the server. */
  #delivery: Promise<unknown> = Promise.resolve();
  #encoding: Promise<unknown> = Promise.resolve();
  #nextReceipt = 1;
  #stopped = false;
  readonly #startedAt = performance.now();
  #sdkSentAt: number | undefined;
  #mayBeGivenUp = false;
  #onLost: (() => void) | undefined;

  private constructor(context: Context, thread: HeartbeatThread, request: Uint8Array) {
    const { heartbeatDetails, heartbeatTimeoutMs } = context.info;
    // The server sends 0 for no timeout.
    const timeoutMs = heartbeatTimeoutMs || undefined;
    this.#context = context;
    this.#thread = thread;
    this.#details = heartbeatDetails;
    this.#request = request;
    this.#intervalMs = Math.min(MAX_INTERVAL_MS, (timeoutMs ?? Infinity) / 2);
    if (timeoutMs !== undefined) {
      this.#sdkTimer = setInterval(() => this.#tellSdk(), timeoutMs + SDK_PAUSE_MS);
    }
    this.#id = thread.add(this);
    this.#start();
  }

  /** Starts the heartbeats. The details of the previous attempt stay valid until this one sends its own. */
  static async start(context: Context, thread: HeartbeatThread): Promise<Heartbeat> {
    const request = await encodeHeartbeat(context, context.info.heartbeatDetails);
    return new Heartbeat(context, thread, request);
  }

  get activity(): string {
    return this.#context.info.activityType;
  }

  send(details: JsonValue): void {
    this.#deliver(details).catch(() => {});
  }

  /** Resolves when the server has recorded the details. */
  async record(details: JsonValue): Promise<void> {
    const mayBeOvertaken = performance.now() - (this.#sdkSentAt ?? -Infinity) < IN_FLIGHT_MS;
    try {
      check(await this.#deliver(details));
      // An SDK heartbeat in flight may have arrived after the first request, but not after this one.
      if (mayBeOvertaken) check(await this.#deliver(details));
    } catch (error) {
      throw fromWorkerRequest(error, this.#context.info);
    }
  }

  /** Resolves when the server has recorded the latest details, or has failed to. */
  async sent(): Promise<void> {
    await this.#delivery;
  }

  /** Whether the SDK may have given up the attempt, because the event loop was blocked. */
  get mayBeGivenUp(): boolean {
    this.#suspectGivenUp();
    return this.#mayBeGivenUp;
  }

  /**
   * Continues without the SDK, which has given up the attempt although the server has not.
   *
   * @param onLost called when the server gives up the attempt, or cancels it
   */
  detach(onLost: () => void): void {
    clearInterval(this.#sdkTimer);
    this.#onLost = onLost;
  }

  stop(): void {
    clearInterval(this.#sdkTimer);
    this.#stopped = true;
    this.#thread.remove(this.#id);
    for (const { resolve } of this.#pending.values()) {
      resolve({ code: CANCELLED, details: 'The attempt has ended.' });
    }
  }

  onSent(receipt: number, reply: Reply): void {
    const pending = this.#pending.get(receipt);
    this.#pending.delete(receipt);
    pending?.resolve(reply);
  }

  onNotice(reply: Reply): void {
    if (this.#onLost === undefined) this.#tellSdk();
    else if ('response' in reply || reply.code === NOT_FOUND) this.#onLost();
  }

  onRestart(): void {
    this.#start();
    for (const [receipt, { request }] of this.#pending) this.#post(request, receipt);
  }

  #start(): void {
    const intervalMs = this.#intervalMs;
    // A blocked event loop may have kept the attempt waiting since the server started it.
    const firstMs = this.#thread.pulse.wasBlocked() ? 0 : intervalMs / 2;
    this.#thread.post({ kind: 'start', id: this.#id, firstMs, intervalMs, request: this.#request });
  }

  #deliver(details: JsonValue): Promise<Reply> {
    this.#details = details;
    const request = this.#encoding.then(() => encodeHeartbeat(this.#context, details));
    this.#encoding = request.catch(() => {});
    const delivery = request.then((encoded) => this.#sendNow(encoded));
    this.#delivery = delivery.catch(() => {});
    return delivery;
  }

  #sendNow(request: Uint8Array): Promise<Reply> {
    const { promise, resolve } = Promise.withResolvers<Reply>();
    const receipt = this.#nextReceipt;
    this.#nextReceipt += 1;
    this.#request = request;
    this.#pending.set(receipt, { request, resolve });
    if (this.#stopped) this.onSent(receipt, { code: CANCELLED, details: 'The attempt has ended.' });
    else this.#post(request, receipt);
    return promise;
  }

  #post(request: Uint8Array, receipt: number): void {
    this.#thread.post({ kind: 'send', id: this.#id, request, receipt });
  }

  #suspectGivenUp(): void {
    const { heartbeatTimeoutMs } = this.#context.info;
    if (!heartbeatTimeoutMs) return;
    const since = performance.now() - (this.#sdkSentAt ?? this.#startedAt);
    this.#mayBeGivenUp ||= since > heartbeatTimeoutMs + SDK_GIVEN_UP_MS;
  }

  /** The SDK queries the server itself and aborts the attempt if the response requires it. */
  #tellSdk(): void {
    if (this.#stopped) return;
    this.#suspectGivenUp();
    this.#sdkSentAt = performance.now();
    this.#context.heartbeat(this.#details);
  }
}

/** @throws the error with which the SDK's client would have rejected */
function check(reply: Reply): void {
  if ('response' in reply) return;
  if (reply.code === NOT_FOUND) throw new ActivityNotFoundError('Not found');
  throw Object.assign(new Error(reply.details), { code: reply.code });
}
