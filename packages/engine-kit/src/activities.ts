import type { ActivityOptions } from '@mcp-agent/core';
import type { ActivityHost } from '@mcp-agent/core/engine';
import { type ActivityRun, RunningActivity } from './running-activity.ts';
import { startTimer } from './timer.ts';

/** Runs an engine's activities and tracks the ones that are running. */
export class RunningActivities {
  readonly #host: ActivityHost;
  readonly #running = new Set<RunningActivity>();

  constructor(host: ActivityHost) {
    this.#host = host;
  }

  /** Returns options for an activity from the settings: `activityDefaults` of a `WorkflowRuntime`. */
  defaults(activity: string): ActivityOptions | undefined {
    return this.#host.activityDefaults(activity);
  }

  /** Starts an activity and retries it under its retry policy. */
  run(run: ActivityRun): RunningActivity {
    const activity = new RunningActivity(this.#host, run);
    this.#running.add(activity);
    const forget = (): void => {
      this.#running.delete(activity);
    };
    // A cancelled activity settles at once, but its function runs on until it has cleaned up.
    const finish = (): void => void activity.body.then(forget, forget);
    activity.result.then(finish, finish);
    return activity;
  }

  /** Resolves when all current attempts have ended, or after `ms` milliseconds. `close()` waits for this. */
  async settled(ms: number): Promise<void> {
    const timeUp = Promise.withResolvers<void>();
    const timer = startTimer(ms, timeUp.resolve);
    await Promise.race([Promise.allSettled([...this.#running].map(({ body }) => body)), timeUp.promise]);
    timer[Symbol.dispose]();
  }
}
