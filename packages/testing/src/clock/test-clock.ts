import type { Duration } from '@mcp-agent/core';
import { toMilliseconds } from '@mcp-agent/core/engine';
import { InvalidArgumentError } from '@mcp-agent/core/errors';
import type { WorkflowRuntime } from '@mcp-agent/core/engine';
import { ClockedRuntime } from './clocked-runtime.ts';
import { PATIENCE_MS, VirtualTime } from './virtual-time.ts';

/**
 * A clock for workflows in memory that stands still unless the test moves it: `ctx.sleep('30 days')` takes no time.
 * It is the workflows' clock: `ctx.now()`, `ctx.sleep`, `ctx.withTimeout` and every `timeout` of `ctx` go by it.
 * Activities, their time-outs and the waits between their attempts, the time-outs of runs, `Date` and
 * `setTimeout` stay real: an activity may talk to a real server, whose answer no clock can hasten. (That is why it is
 * not a matter of replaced timers, as with `vi.useFakeTimers`: those would jump to the time-out of an activity that is
 * waiting for its answer.)
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
  /** The second argument of an `AsyncioExecutor`. */
  readonly intercept: (runtime: WorkflowRuntime) => WorkflowRuntime;
  readonly #time: VirtualTime;

  /** @param start what time it is at first, in milliseconds since 1970. Default: the real time, to the millisecond */
  constructor(start: number = Date.now()) {
    const time = new VirtualTime(() => start);
    this.#time = time;
    this.intercept = (runtime) => new ClockedRuntime(runtime, time);
  }

  /** Milliseconds since 1970, as workflows have it. */
  now(): number {
    return this.#time.now();
  }

  /**
   * Moves the clock on. What is due by then happens in its order, each at its time; activities that it starts are not
   * waited for.
   *
   * @throws {@link InvalidArgumentError} for what is no duration
   */
  advance(duration: Duration): Promise<void> {
    return this.#time.advance(toMilliseconds(duration));
  }

  /**
   * Waits for a promise, such as a workflow's result, and moves the clock to the next timer whenever nothing else is
   * going on: no activity of these workflows, and no code of theirs. While an activity runs, timers take the time that
   * they say, so that a time limit around it holds. It does not see what else they may wait for: a
   * signal must be sent before, or comes too late for a `timeout`.
   *
   * @returns what the promise gives
   * @throws what the promise rejects with; {@link InvalidArgumentError} when no timer is left and it does not settle
   * in 10 seconds
   */
  async until<T>(promise: Promise<T>): Promise<T> {
    if (await this.#time.pass(promise, Promise.resolve())) return promise;
    throw new InvalidArgumentError(
      `Nothing is left to wait for in time, and the promise did not settle in ${PATIENCE_MS / 1_000} seconds: the ` +
        'workflow waits for a signal or an update that was not sent, or belongs to an executor without this clock.',
      { argument: 'promise' },
    );
  }
}
