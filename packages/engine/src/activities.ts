import {
  ActivityError,
  type ErrorData,
  errorFromData,
  errorToData,
  type JsonValue,
  TimeoutError,
} from '@mcp-agent/core';
import {
  type ActivityAttempt,
  type ActivityHost,
  type ActivityRequest,
  retryDelay,
} from '@mcp-agent/core/engine';
import { running } from './running.ts';
import { startTimer } from './timer.ts';

/** An activity to be run to its end, all attempts of it. */
export interface ActivityRun {
  readonly request: ActivityRequest;
  /** Unique in the run of the workflow, and the same for every attempt. */
  readonly activityId: string;
  readonly workflowId: string;
  readonly runId: string;
  readonly caller: ActivityAttempt['caller'];
  readonly log: ActivityAttempt['log'];
  /** Aborted when the workflow no longer wants the result. */
  readonly signal: AbortSignal;
  /** When the workflow asked for it, in milliseconds since 1970. Default: now. */
  readonly scheduledAt?: number;
  /** What is known of the attempt that the process died in, where an engine outlives its process. */
  readonly interrupted?: Interruption;
  /** Told before each attempt. */
  onAttempt(attempt: number): void;
  /** Told when the next attempt begins, in milliseconds since 1970, and why the last one failed. */
  onRetry(at: number, error: ErrorData): void;
  /** Told what an attempt says by heartbeat. */
  onHeartbeat?(details: JsonValue): void;
}

/** An attempt that was begun and of whose end nobody knows. */
export interface Interruption {
  readonly attempt: number;
  readonly heartbeatDetails?: JsonValue;
}

/** The activities of one engine: runs each to its end, and knows which run. */
export class RunningActivities {
  readonly #host: ActivityHost;
  readonly #running = new Set<Promise<unknown>>();

  constructor(host: ActivityHost) {
    this.#host = host;
  }

  /**
   * Runs an activity, and again as its retry policy says.
   *
   * @throws {@link ActivityError} with the last attempt's error as its cause
   */
  run(run: ActivityRun): Promise<JsonValue> {
    const activity = runActivity(this.#host, run);
    this.#running.add(activity);
    const forget = (): void => {
      this.#running.delete(activity);
    };
    activity.then(forget, forget);
    return activity;
  }

  /** Resolves when none runs of those that run now, or that time is up: closing waits for this. */
  async settled(ms: number): Promise<void> {
    const timeUp = Promise.withResolvers<void>();
    const stopTimer = startTimer(ms, timeUp.resolve);
    await Promise.race([Promise.allSettled(this.#running), timeUp.promise]);
    stopTimer();
  }
}

async function runActivity(host: ActivityHost, run: ActivityRun): Promise<JsonValue> {
  const { request, signal, interrupted, scheduledAt = Date.now() } = run;
  const { scheduleToCloseTimeoutMs } = request.options;
  const deadline = scheduleToCloseTimeoutMs === undefined ? Infinity : scheduledAt + scheduleToCloseTimeoutMs;
  const attempts = new Attempts(host, run, deadline);
  if (interrupted !== undefined) await nextAttempt(run, interrupted.attempt, died(run), deadline);
  for (let attempt = (interrupted?.attempt ?? 0) + 1; ; attempt += 1) {
    signal.throwIfAborted();
    run.onAttempt(attempt);
    try {
      return await attempts.run(attempt);
    } catch (thrown) {
      await nextAttempt(run, attempt, thrown, deadline);
    }
  }
}

/** Waits for the time of the next attempt. Throws when there is none. */
async function nextAttempt(
  { request, activityId, signal, onRetry }: ActivityRun,
  failed: number,
  thrown: unknown,
  deadline: number,
): Promise<void> {
  const { retry } = request.options;
  // It crosses a door: what it is on the other side is what it would be on any engine.
  const data = errorToData(thrown);
  const error = errorFromData(data);
  const delay = signal.aborted || Date.now() >= deadline ? undefined : retryDelay(retry, failed, error);
  if (delay === undefined || Date.now() + delay >= deadline) {
    throw new ActivityError(`Activity "${request.activity}" failed: ${error.message}`, {
      activity: request.activity,
      activityId,
      cause: error,
    });
  }
  onRetry(Date.now() + delay, data);
  await pause(delay, signal);
}

function died({ request, interrupted }: ActivityRun): TimeoutError {
  return new TimeoutError(
    `The process ended in attempt ${interrupted?.attempt} of activity "${request.activity}"; whether the attempt had its effect is not known.`,
    { kind: 'heartbeat' },
  );
}

class Attempts {
  readonly #host: ActivityHost;
  readonly #run: ActivityRun;
  readonly #deadline: number;
  #heartbeatDetails: JsonValue | undefined;

  constructor(host: ActivityHost, run: ActivityRun, deadline: number) {
    this.#host = host;
    this.#run = run;
    this.#deadline = deadline;
    this.#heartbeatDetails = run.interrupted?.heartbeatDetails;
  }

  run(attempt: number): Promise<JsonValue> {
    const { request, activityId, workflowId, runId, caller, log, signal, onHeartbeat } = this.#run;
    const stop = new AbortController();
    const left = this.#deadline - Date.now();
    const ms = Math.min(request.options.startToCloseTimeoutMs, left);
    const kind = ms === left ? 'schedule-to-close' : 'start-to-close';
    const { promise, resolve, reject } = Promise.withResolvers<JsonValue>();
    const abort = (reason: unknown): void => {
      stop.abort(reason);
      reject(reason);
    };
    const onAbort = (): void => abort(signal.reason);
    const stopTimer = startTimer(ms, () =>
      abort(new TimeoutError(`Activity "${request.activity}" took longer than ${ms} ms.`, { kind })),
    );
    signal.addEventListener('abort', onAbort, { once: true });
    // An activity is not workflow code: it must not find the workflow that called it as the current one.
    running
      .exit(() =>
        this.#host.run({
          info: {
            activity: request.activity,
            activityId,
            attempt,
            workflowId,
            runId,
            ...(this.#heartbeatDetails !== undefined && { heartbeatDetails: this.#heartbeatDetails }),
          },
          input: request.input,
          signal: stop.signal,
          heartbeat: (details) => {
            this.#heartbeatDetails = details;
            onHeartbeat?.(details);
          },
          caller,
          log,
        }),
      )
      .then(resolve, reject);
    return promise.finally(() => {
      stopTimer();
      signal.removeEventListener('abort', onAbort);
    });
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = (): void => resolve();
  const stopTimer = startTimer(ms, done);
  signal.addEventListener('abort', done, { once: true });
  return promise.finally(() => {
    stopTimer();
    signal.removeEventListener('abort', done);
  });
}
