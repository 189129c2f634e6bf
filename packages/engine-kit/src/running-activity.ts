import type { JsonValue } from '@mcp-agent/core';
import {
  type CancelledError,
  type ErrorData,
  errorFromData,
  errorToData,
  type McpAgentError,
  TimeoutError,
} from '@mcp-agent/core/errors';
import {
  type ActivityAttempt,
  activityCancelled,
  activityFailed,
  type ActivityHost,
  type ActivityRequest,
  activityTimedOut,
  copyJson,
  logRetry,
  retryDelay,
} from '@mcp-agent/core/engine';
import { withOwnErrors } from './activity-uncaught-errors.ts';
import { running } from './running.ts';
import { startTimer } from './timer.ts';

/** An activity to run, with all its attempts. */
export interface ActivityRun {
  readonly request: ActivityRequest;
  /** Unique within the workflow run, and the same for every attempt. */
  readonly activityId: string;
  readonly workflowId: string;
  readonly runId: string;
  readonly caller: ActivityAttempt['caller'];
  readonly log: ActivityAttempt['log'];
  /** When the workflow scheduled it, in milliseconds since 1970. Default: now. */
  readonly scheduledAt?: number;
  /** The attempt that was interrupted when the process ended, if the engine is durable. */
  readonly interrupted?: Interruption;
  /** Called before each attempt. */
  onAttempt(attempt: number): void;
  /** Called with the start time of the next attempt, in milliseconds since 1970, and the last error. */
  onRetry(at: number, error: ErrorData): void;
  /** Called with the details of each heartbeat. A durable engine has recorded them when this returns. */
  onHeartbeat?(details: JsonValue): void;
}

/** An attempt that started and whose outcome is unknown. */
export interface Interruption {
  readonly attempt: number;
  readonly heartbeatDetails?: JsonValue;
}

/** One activity with all its attempts. Dispose of it to cancel it, when the workflow no longer needs the result. */
export class RunningActivity implements Disposable {
  /** Rejects with an {@link ActivityError}, whose cause is the last attempt's error. */
  readonly result: Promise<JsonValue>;
  readonly #host: ActivityHost;
  readonly #run: ActivityRun;
  readonly #deadline: number;
  #heartbeatDetails: JsonValue | undefined;
  #cancelled: CancelledError | undefined;
  /** Ends the current attempt, or the wait for the next one. */
  #stop: ((reason: McpAgentError) => void) | undefined;
  #body: Promise<JsonValue | void> = Promise.resolve();

  constructor(host: ActivityHost, run: ActivityRun) {
    const { scheduledAt = Date.now(), request, interrupted } = run;
    this.#host = host;
    this.#run = run;
    this.#deadline = scheduledAt + (request.options.scheduleToCloseTimeoutMs ?? Infinity);
    this.#heartbeatDetails = interrupted?.heartbeatDetails;
    this.result = this.#attempts();
  }

  /** Settles when the function of the last attempt has ended, which may be after {@link result}. */
  get body(): Promise<JsonValue | void> {
    return this.#body;
  }

  [Symbol.dispose](): void {
    if (this.#cancelled !== undefined) return;
    this.#cancelled = activityCancelled(this.#run.request.activity);
    this.#stop?.(this.#cancelled);
  }

  async #attempts(): Promise<JsonValue> {
    const { interrupted } = this.#run;
    if (interrupted !== undefined) await this.#untilNext(interrupted.attempt, died(this.#run));
    for (let attempt = (interrupted?.attempt ?? 0) + 1; ; attempt += 1) {
      if (this.#cancelled !== undefined) throw this.#cancelled;
      this.#run.onAttempt(attempt);
      try {
        return await this.#attempt(attempt);
      } catch (thrown) {
        await this.#untilNext(attempt, thrown);
      }
    }
  }

  async #attempt(attempt: number): Promise<JsonValue> {
    const { request } = this.#run;
    const controller = new AbortController();
    const { promise, resolve, reject } = Promise.withResolvers<JsonValue>();
    const asked = this.#asAsked(attempt, controller.signal);
    // Activity code, the listeners of its signal included, must not find the calling workflow as the current one.
    const asActivity = <T>(fn: () => T): T => running.exit(() => withOwnErrors(asked, fn));
    const stop = (reason: McpAgentError): void => {
      asActivity(() => controller.abort(reason));
      reject(reason);
    };
    const left = this.#deadline - Date.now();
    const ms = Math.min(request.options.startToCloseTimeoutMs, left);
    const kind = ms === left ? 'schedule-to-close' : 'start-to-close';
    const timer = startTimer(ms, () => stop(activityTimedOut(request.activity, kind, request.options)));
    this.#stop = stop;
    const body = asActivity(() => this.#host.run(asked));
    this.#body = body;
    body.then(resolve, reject);
    try {
      return await promise;
    } finally {
      timer[Symbol.dispose]();
    }
  }

  #asAsked(attempt: number, signal: AbortSignal): ActivityAttempt {
    const { request, activityId, workflowId, runId, caller, log } = this.#run;
    return {
      info: {
        activity: request.activity,
        activityId,
        attempt,
        workflowId,
        runId,
        ...(this.#heartbeatDetails !== undefined && { heartbeatDetails: this.#heartbeatDetails }),
      },
      // An attempt may mutate its input.
      input: copyJson(request.input),
      signal,
      heartbeat: (details) => this.#record(details),
      checkpoint: async (details) => this.#record(details),
      caller,
      log,
    };
  }

  #record(details: JsonValue): void {
    this.#heartbeatDetails = details;
    this.#run.onHeartbeat?.(details);
  }

  /** Waits until the next attempt is due. Throws if there is none. */
  async #untilNext(failed: number, thrown: unknown): Promise<void> {
    const { request, activityId, log } = this.#run;
    // Serialize and restore the error, so that every engine reports the same one.
    const data = errorToData(thrown);
    const error = errorFromData(data);
    const isOver = this.#cancelled !== undefined || Date.now() >= this.#deadline;
    const delay = isOver ? undefined : retryDelay(request.options.retry, failed, error);
    if (delay === undefined || Date.now() + delay >= this.#deadline) {
      throw activityFailed({ activity: request.activity, activityId }, error);
    }
    logRetry(log, request, { failed, error, delayMs: delay });
    this.#run.onRetry(Date.now() + delay, data);
    await new Promise<void>((resolve) => {
      const timer = startTimer(delay, resolve);
      this.#stop = () => {
        timer[Symbol.dispose]();
        resolve();
      };
    });
  }
}

function died({ request, interrupted }: ActivityRun): TimeoutError {
  return new TimeoutError(
    `The process ended during attempt ${interrupted?.attempt} of activity "${request.activity}". Whether the attempt took effect is unknown.`,
    { kind: 'heartbeat' },
  );
}
