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
/** A cancellation arrives as the answer to a heartbeat: one is sent at least this often. */
const MAX_PAUSE_MS = 2_000;

/**
 * How long the SDK holds a heartbeat back that follows another. Its default is a minute, which would be the time that
 * a cancellation takes.
 */
export const HEARTBEAT_THROTTLE_MS = 100;

/** How long a heartbeat of the SDK may be under way. */
const IN_FLIGHT_MS = 5_000;

/**
 * The heartbeats of an attempt. They go on by themselves, so that a dead worker is noticed and a cancellation arrives.
 *
 * They are requests of our own, one at a time: the SDK's heartbeats are not acknowledged, and one may overtake another.
 * The SDK sends few, because it gives up an attempt of which it hears nothing, and one when the server has something to
 * tell the attempt.
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
    // The details of an earlier attempt are kept until this one has its own.
    this.#details = heartbeatDetails;
    const pauseMs = Math.min(MAX_PAUSE_MS, heartbeatTimeoutMs / BEATS_PER_TIMEOUT);
    this.#timer = setInterval(() => this.#beat(), pauseMs);
  }

  send(details: JsonValue): void {
    this.#details = details;
    this.#sendLatest();
  }

  /** Resolves when the server has the details. */
  async record(details: JsonValue): Promise<void> {
    this.#details = details;
    const mayBeOvertaken = performance.now() - this.#sdkSentAt < IN_FLIGHT_MS;
    try {
      await this.#request();
      // A heartbeat of the SDK that was under way may have arrived after the first request, not after this one.
      if (mayBeOvertaken) await this.#request();
    } catch (error) {
      throw fromWorkerRequest(error, this.#context.info);
    }
  }

  /** Resolves when the server has what was sent last, or cannot be reached. */
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

  /** Sends the latest details, unless a request that waits for its turn does so. What it misses, the next has. */
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

  /** The SDK asks the server by itself, and aborts the attempt where that is the answer. */
  #tellSdk(): void {
    if (this.#stopped) return;
    this.#sdkSentAt = performance.now();
    this.#context.heartbeat(this.#details);
  }
}

/** Whether the server has something to tell the attempt: that it is cancelled, paused, reset or over. */
function isToldToAttempt(error: unknown): boolean {
  return [ActivityCancelledError, ActivityPausedError, ActivityResetError, ActivityNotFoundError].some(
    (known) => error instanceof known,
  );
}
