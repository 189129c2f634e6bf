import type { TimeoutError } from '@mcp-agent/core/errors';
import { activityCancelled, activityTimedOut } from '@mcp-agent/core/engine';
import { startTimer } from '@mcp-agent/engine-kit';
import type { Context } from '@temporalio/activity';

/** What an {@link AttemptEnd} calls. */
export interface AttemptEndOptions {
  readonly onTimeout: (error: TimeoutError) => void;
  /** Calls a function as the activity: listeners of its signal are its code. */
  readonly enter: (fn: () => void) => void;
  /**
   * The SDK gave up the attempt for want of its own heartbeats, which a blocked event loop delays. The attempt
   * continues without the SDK.
   */
  readonly onGivenUp: () => void;
}

/**
 * Ends an attempt on cancellation or timeout. The server reports either only in response to a heartbeat, without the
 * cause; the time limit is therefore also measured here.
 */
export class AttemptEnd implements Disposable {
  readonly #controller = new AbortController();
  readonly #timer: Disposable;
  readonly #enter: (fn: () => void) => void;
  readonly #cancel: () => void;
  #timeout: TimeoutError | undefined;

  constructor(context: Context, { onTimeout, enter, onGivenUp }: AttemptEndOptions) {
    const { cancellationSignal, info } = context;
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
    };
    this.#timer = startTimer(Math.max(0, Math.min(startToCloseTimeoutMs, left)), () => {
      if (this.signal.aborted) return;
      this.#timeout = activityTimedOut(activity, kind, limits);
      enter(() => this.#controller.abort(this.#timeout));
      onTimeout(this.#timeout);
    });
    this.#enter = enter;
    this.#cancel = () => this.#controller.abort(activityCancelled(activity));
    const onCancel = (): void => {
      const isGivenUp = context.cancellationDetails?.timedOut === true && this.#timeout === undefined;
      if (isGivenUp) onGivenUp();
      else this.cancel();
    };
    if (cancellationSignal.aborted) this.#cancel();
    else cancellationSignal.addEventListener('abort', onCancel, { once: true });
  }

  /** Aborted when the attempt must end, with the same reason as on every engine. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  cancel(): void {
    this.#enter(this.#cancel);
  }

  /** Set on timeout. */
  get timeout(): TimeoutError | undefined {
    return this.#timeout;
  }

  [Symbol.dispose](): void {
    this.#timer[Symbol.dispose]();
  }
}
