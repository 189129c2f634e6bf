import type { ActivityHost } from '@mcp-agent/core/engine';
import { type ActivityRun, RunningActivity } from './running-activity.ts';
import { startTimer } from './timer.ts';

/** The activities of one engine: runs each to its end, and knows which run. */
export class RunningActivities {
  readonly #host: ActivityHost;
  readonly #running = new Set<Promise<unknown>>();

  constructor(host: ActivityHost) {
    this.#host = host;
  }

  /** Runs an activity, and again as its retry policy says. */
  run(run: ActivityRun): RunningActivity {
    const activity = new RunningActivity(this.#host, run);
    const { result } = activity;
    this.#running.add(result);
    const forget = (): void => {
      this.#running.delete(result);
    };
    result.then(forget, forget);
    return activity;
  }

  /** Resolves when none runs of those that run now, or that time is up: closing waits for this. */
  async settled(ms: number): Promise<void> {
    const timeUp = Promise.withResolvers<void>();
    const timer = startTimer(ms, timeUp.resolve);
    await Promise.race([Promise.allSettled(this.#running), timeUp.promise]);
    timer[Symbol.dispose]();
  }
}
