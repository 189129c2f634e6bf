import type { JsonValue } from '@mcp-agent/core';
import type { Context } from '@temporalio/activity';
import { ActivityCancelledError, ActivityPausedError, ActivityResetError } from '@temporalio/client';
import { fromClientError } from '../client/errors.ts';

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

/** The heartbeats of an attempt. They go on by themselves, so that a dead worker is noticed and a cancellation arrives. */
export class Heartbeat {
  readonly #context: Context;
  readonly #timer: NodeJS.Timeout;
  #details: unknown;
  #sentAt = -Infinity;

  constructor(context: Context) {
    const { heartbeatTimeoutMs = Infinity, heartbeatDetails } = context.info;
    this.#context = context;
    // The details of an earlier attempt are kept until this one has its own.
    this.#details = heartbeatDetails;
    this.#timer = setInterval(
      () => this.#send(),
      Math.min(MAX_PAUSE_MS, heartbeatTimeoutMs / BEATS_PER_TIMEOUT),
    );
  }

  send(details: JsonValue): void {
    this.#details = details;
    this.#send();
  }

  /** Resolves when the server has the details. The SDK's own heartbeats are not acknowledged. */
  async record(details: JsonValue): Promise<void> {
    this.#details = details;
    const mayBeOvertaken = performance.now() - this.#sentAt < IN_FLIGHT_MS;
    // Has the SDK hold back these details in place of older ones.
    if (mayBeOvertaken) this.#send();
    await this.#request(details);
    // An older heartbeat of the SDK that was under way may have arrived after the first request, not after this one.
    if (mayBeOvertaken) await this.#request(details);
  }

  async #request(details: JsonValue): Promise<void> {
    const { client, info } = this.#context;
    try {
      await client.activity.heartbeat(info.taskToken, details);
    } catch (error) {
      if (isRecorded(error)) return;
      const { workflowId = '', runId } = info.workflowExecution ?? {};
      throw fromClientError(error, {
        address: "the worker's server",
        namespace: info.namespace,
        workflowId,
        ...(runId !== undefined && { runId }),
      });
    }
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #send(): void {
    this.#sentAt = performance.now();
    this.#context.heartbeat(this.#details);
  }
}

/** Whether the server recorded a heartbeat, and has something to tell the attempt, which the SDK then hears as well. */
function isRecorded(error: unknown): boolean {
  return (
    error instanceof ActivityCancelledError ||
    error instanceof ActivityPausedError ||
    error instanceof ActivityResetError
  );
}
