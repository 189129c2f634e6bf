import type { TimeoutError } from '@mcp-agent/core/errors';
import { activityCancelled, activityTimedOut } from '@mcp-agent/core/engine';
import { startTimer } from '@mcp-agent/engine-kit';
import type { Context } from '@temporalio/activity';

/**
 * What ends an attempt of an activity from outside: its cancellation, or its time. The server tells a worker of neither
 * before the next heartbeat, and does not say which it was; the time is known here too.
 */
export class AttemptEnd implements Disposable {
  readonly #controller = new AbortController();
  readonly #timer: Disposable;
  #timeout: TimeoutError | undefined;

  /** @param timedOut told when the time is up */
  constructor({ cancellationSignal, info }: Context, timedOut: (error: TimeoutError) => void) {
    const {
      activityType: activity,
      scheduledTimestampMs,
      startToCloseTimeoutMs,
      scheduleToCloseTimeoutMs,
    } = info;
    const left = scheduledTimestampMs + (scheduleToCloseTimeoutMs || Infinity) - Date.now();
    const kind = left < startToCloseTimeoutMs ? 'schedule-to-close' : 'start-to-close';
    const limits = {
      startToCloseTimeoutMs,
      scheduleToCloseTimeoutMs,
      scheduleToStartTimeoutMs: undefined,
      heartbeatTimeoutMs: info.heartbeatTimeoutMs ?? 0,
    };
    this.#timer = startTimer(Math.max(0, Math.min(startToCloseTimeoutMs, left)), () => {
      if (this.signal.aborted) return;
      this.#timeout = activityTimedOut(activity, kind, limits);
      this.#controller.abort(this.#timeout);
      timedOut(this.#timeout);
    });
    const cancel = (): void => this.#controller.abort(activityCancelled(activity));
    if (cancellationSignal.aborted) cancel();
    else cancellationSignal.addEventListener('abort', cancel, { once: true });
  }

  /** Aborted when the attempt is over, for the reason that it has on every engine. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Set when its time is up. */
  get timeout(): TimeoutError | undefined {
    return this.#timeout;
  }

  [Symbol.dispose](): void {
    this.#timer[Symbol.dispose]();
  }
}
