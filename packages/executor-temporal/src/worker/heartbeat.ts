import type { JsonValue } from '@mcp-agent/core';
import type { Context } from '@temporalio/activity';
import {
  ActivityCancelledError,
  ActivityNotFoundError,
  ActivityPausedError,
  ActivityResetError,
} from '@temporalio/client';
import { fromWorkerRequest } from './caller.ts';

const BEATS_PER_TIMEOUT = 3;
/** Longest interval between heartbeats: a cancellation arrives in the response to one. */
const MAX_PAUSE_MS = 2_000;

/** Throttle interval of the SDK's heartbeats. The SDK's default of one minute would delay cancellations by as much. */
export const HEARTBEAT_THROTTLE_MS = 100;

/** How long an SDK heartbeat may be in flight. */
const IN_FLIGHT_MS = 5_000;

/**
 * The heartbeats of an attempt, sent automatically so that a dead worker is detected and a cancellation arrives.
 *
 * They are sent as separate requests, one at a time: the SDK's heartbeats are not acknowledged and may overtake each
 * other. The SDK still sends a few, because it ends an attempt without heartbeats, and one whenever the server has a
 * notice for the attempt.
 */
export class Heartbeat {
  readonly #context: Context;
  readonly #timeoutMs: number;
  readonly #timer: NodeJS.Timeout;
  #details: unknown;
  #requests: Promise<void> = Promise.resolve();
  #isWaiting = false;
  #stopped = false;
  #sdkSentAt = performance.now() - IN_FLIGHT_MS;

  constructor(context: Context) {
    const { heartbeatTimeoutMs = Infinity, heartbeatDetails } = context.info;
    this.#context = context;
    this.#timeoutMs = heartbeatTimeoutMs;
    // The details of the previous attempt stay valid until this one sends its own.
    this.#details = heartbeatDetails;
    const pauseMs = Math.min(MAX_PAUSE_MS, heartbeatTimeoutMs / BEATS_PER_TIMEOUT);
    this.#timer = setInterval(() => this.#beat(), pauseMs);
  }

  send(details: JsonValue): void {
    this.#details = details;
    this.#sendLatest();
  }

  /** Resolves when the server has recorded the details. */
  async record(details: JsonValue): Promise<void> {
    this.#details = details;
    const mayBeOvertaken = performance.now() - this.#sdkSentAt < IN_FLIGHT_MS;
    try {
      await this.#request();
      // An SDK heartbeat in flight may have arrived after the first request, but not after this one.
      if (mayBeOvertaken) await this.#request();
    } catch (error) {
      throw fromWorkerRequest(error, this.#context.info);
    }
  }

  /** Resolves when the server has recorded the latest details, or is not reachable. */
  sent(): Promise<void> {
    return this.#requests;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#stopped = true;
  }

  #beat(): void {
    this.#sendLatest();
    if (performance.now() - this.#sdkSentAt < this.#timeoutMs / 2) return;
    this.#tellSdk();
  }

  /**
   * Sends the latest details, unless a queued request will send them. If a request fails, the next one includes them.
   */
  #sendLatest(): void {
    if (!this.#isWaiting) this.#request().catch(() => {});
  }

  #request(): Promise<void> {
    this.#isWaiting = true;
    const request = this.#requests.then(async () => {
      this.#isWaiting = false;
      await this.#requestNow();
    });
    this.#requests = request.catch(() => {});
    return request;
  }

  async #requestNow(): Promise<void> {
    const { client, info } = this.#context;
    try {
      await client.activity.heartbeat(info.taskToken, this.#details);
    } catch (error) {
      if (!isToldToAttempt(error)) throw error;
      this.#tellSdk();
      if (error instanceof ActivityNotFoundError) throw error;
    }
  }

  /** The SDK queries the server itself and aborts the attempt if the response requires it. */
  #tellSdk(): void {
    if (this.#stopped) return;
    this.#sdkSentAt = performance.now();
    this.#context.heartbeat(this.#details);
  }
}

/** Whether the error is a notice for the attempt: that it is cancelled, paused, reset or over. */
function isToldToAttempt(error: unknown): boolean {
  return [ActivityCancelledError, ActivityPausedError, ActivityResetError, ActivityNotFoundError].some(
    (known) => error instanceof known,
  );
}
