import type { Duration } from '@mcp-agent/core';
import { toMilliseconds } from '@mcp-agent/core/engine';
import { InvalidArgumentError } from '@mcp-agent/core/errors';
import type { WorkflowRuntime } from '@mcp-agent/core/engine';
import { clockedRuntime } from './clocked-runtime.ts';
import { MAX_SILENT_MS, VirtualTime } from './virtual-time.ts';

/**
 * A clock for workflows on the in-memory engine, which stops unless the test advances it: `ctx.sleep('30 days')` takes no
 * time. `ctx.now()`, `ctx.sleep`, `ctx.withTimeout` and every `timeout` option of `ctx` use this clock. Activities, their
 * timeouts and retry delays, run timeouts, `Date` and `setTimeout` use real time, because an activity may wait for a real
 * server. (Fake timers, as of `vi.useFakeTimers`, would time out an activity that waits for a response.)
 *
 * @example
 * ```ts
 * const clock = new TestClock();
 * await using executor = new AsyncioExecutor(settings, { intercept: clock.intercept });
 * const handle = await executor.startWorkflow(remind, { after: '30 days' });
 * await clock.advance('29 days');
 * expect((await handle.describe()).status).toBe('running');
 * expect(await clock.until(handle.result())).toBe('reminded');
 * ```
 */
export class TestClock {
  /** The option `intercept` of an `AsyncioExecutor`. */
  readonly intercept: (runtime: WorkflowRuntime) => WorkflowRuntime;
  readonly #time: VirtualTime;

  /** @param start the initial time, in milliseconds since 1970. Default: the current time */
  constructor(start: number = Date.now()) {
    const time = new VirtualTime(() => start);
    this.#time = time;
    this.intercept = (runtime) => clockedRuntime(runtime, time);
  }

  /** Returns the time of the workflows, in milliseconds since 1970. */
  now(): number {
    return this.#time.now();
  }

  /**
   * Advances the clock. Timers that are due fire in order, each at its own time. This does not wait for activities.
   *
   * @throws {@link InvalidArgumentError} if the duration is invalid
   */
  advance(duration: Duration): Promise<void> {
    return this.#time.advance(toMilliseconds(duration));
  }

  /**
   * Waits for a promise, such as the result of a workflow, and advances the clock to the next timer whenever the workflows
   * run neither code nor activities. While an activity runs, timers take real time, so that a timeout around the activity
   * works. Send signals before this call: the clock does not wait for them.
   *
   * @returns the value of the promise
   * @throws the reason of the promise; {@link InvalidArgumentError} if no timer is left and the promise does not settle
   * within 10 seconds
   */
  async until<T>(promise: Promise<T>): Promise<T> {
    if (await this.#time.pass(promise, Promise.resolve())) return promise;
    throw new InvalidArgumentError(
      `The promise did not settle within ${MAX_SILENT_MS / 1_000} s, and no timer is left. The workflow waits for a ` +
        'signal or an update, which you have to send, or its executor does not have the `intercept` of this clock.',
      { argument: 'promise' },
    );
  }
}
