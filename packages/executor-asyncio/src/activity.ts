import { ActivityError, errorFromData, errorToData, type JsonValue, TimeoutError } from '@mcp-agent/core';
import {
  type ActivityAttempt,
  type ActivityHost,
  type ActivityRequest,
  retryDelay,
} from '@mcp-agent/core/engine';
import { running } from './current.ts';
import { startTimer } from './timer.ts';

/** An activity to be run to its end, all attempts of it. */
export interface ActivityRun {
  readonly host: ActivityHost;
  readonly request: ActivityRequest;
  readonly activityId: string;
  readonly workflowId: string;
  readonly runId: string;
  readonly queryWorkflow: ActivityAttempt['queryWorkflow'];
  readonly log: ActivityAttempt['log'];
  /** Aborted when the workflow no longer wants the result. */
  readonly signal: AbortSignal;
  onAttempt(attempt: number): void;
}

/**
 * Runs an activity, and again as its retry policy says.
 *
 * @throws {@link ActivityError} with the last attempt's error as its cause
 */
export async function runActivity(run: ActivityRun): Promise<JsonValue> {
  const { request, signal } = run;
  const { retry, scheduleToCloseTimeoutMs } = request.options;
  const deadline = scheduleToCloseTimeoutMs === undefined ? Infinity : Date.now() + scheduleToCloseTimeoutMs;
  const attempts = new Attempts(run, deadline);
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    run.onAttempt(attempt);
    try {
      return await attempts.run(attempt);
    } catch (thrown) {
      // It crosses a door: what it is on the other side is what it would be on any engine.
      const error = errorFromData(errorToData(thrown));
      const delay = signal.aborted || Date.now() >= deadline ? undefined : retryDelay(retry, attempt, error);
      if (delay === undefined || Date.now() + delay >= deadline) {
        throw new ActivityError(`Activity "${request.activity}" failed: ${error.message}`, {
          activity: request.activity,
          activityId: run.activityId,
          cause: error,
        });
      }
      await pause(delay, signal);
    }
  }
}

class Attempts {
  readonly #run: ActivityRun;
  readonly #deadline: number;
  #heartbeatDetails: JsonValue | undefined;

  constructor(run: ActivityRun, deadline: number) {
    this.#run = run;
    this.#deadline = deadline;
  }

  run(attempt: number): Promise<JsonValue> {
    const { host, request, activityId, workflowId, runId, queryWorkflow, log, signal } = this.#run;
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
        host.run({
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
          },
          queryWorkflow,
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
