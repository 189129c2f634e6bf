import type { ActivityHost } from '@mcp-agent/core/engine';
import { type ActivityRun, RunningActivity } from './running-activity.ts';
import { startTimer } from './timer.ts';

/** The activities of one engine: runs each to its end, and knows which run. */
export class RunningActivities {
  readonly #host: ActivityHost;
  readonly #running = new Set<RunningActivity>();

  constructor(host: ActivityHost) {
    this.#host = host;
  }

  /** Runs an activity, and again as its retry policy says. */
  run(run: ActivityRun): RunningActivity {
    const activity = new RunningActivity(this.#host, run);
    this.#running.add(activity);
    const forget = (): void => {
      this.#running.delete(activity);
    };
    // One that is aborted has its result at once, and runs until it has cleaned up.
    const finish = (): void => void activity.body.then(forget, forget);
    activity.result.then(finish, finish);
    return activity;
  }

  /** Resolves when the attempts that run now have ended, or that time is up: closing waits for this. */
  async settled(ms: number): Promise<void> {
    const timeUp = Promise.withResolvers<void>();
    const timer = startTimer(ms, timeUp.resolve);
    await Promise.race([Promise.allSettled([...this.#running].map(({ body }) => body)), timeUp.promise]);
    timer[Symbol.dispose]();
  }
}
