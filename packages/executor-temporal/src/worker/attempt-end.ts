import type { TimeoutError } from '@mcp-agent/core/errors';
import { activityCancelled, activityTimedOut } from '@mcp-agent/core/engine';
import { startTimer } from '@mcp-agent/engine-kit';
import type { Context } from '@temporalio/activity';

/**
 * Ends an attempt on cancellation or timeout. The server reports either only in response to a heartbeat, without the
 * cause; the time limit is therefore also measured here.
 */
export class AttemptEnd implements Disposable {
  readonly #controller = new AbortController();
  readonly #timer: Disposable;
  #timeout: TimeoutError | undefined;

  /**
   * @param timedOut called on timeout
   * @param enter calls a function as the activity: listeners of its signal are its code
   */
  constructor(
    { cancellationSignal, info }: Context,
    timedOut: (error: TimeoutError) => void,
    enter: (fn: () => void) => void,
  ) {
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
      enter(() => this.#controller.abort(this.#timeout));
      timedOut(this.#timeout);
    });
    const cancel = (): void => this.#controller.abort(activityCancelled(activity));
    if (cancellationSignal.aborted) cancel();
    else cancellationSignal.addEventListener('abort', () => enter(cancel), { once: true });
  }

  /** Aborted when the attempt must end, with the same reason as on every engine. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Set on timeout. */
  get timeout(): TimeoutError | undefined {
    return this.#timeout;
  }

  [Symbol.dispose](): void {
    this.#timer[Symbol.dispose]();
  }
}
